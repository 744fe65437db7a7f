// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Server.Sealing;

/// <summary>
/// The way of one pair: signatures on the XML, verification, rendition with the XML attached, signatures on the PDF, the record.
/// Each half goes through the pipeline under an id of its own, so that a repeat goes on where the first try ended. Nothing here
/// depends on the time of day: the rendition bears the time of the newest signature on the XML, so that a repeat renders the
/// same octets.
/// </summary>
internal sealed class TranscriptSealer(
    SignDocument sign,
    TranscriptRendering rendering,
    PairRecorder pairs,
    TimeProvider time
)
{
    private const string XmlPart = "/xml";
    private const string PdfPart = "/pdf";

    /// <summary>Seals one transcript: both halves, or a failure.</summary>
    /// <exception cref="SigningException">
    /// What the pipeline and the renderer refuse, with the field of the settings; <see cref="SigningErrorKind.OutOfOrder"/>: the XML is not
    /// complete; <see cref="SigningErrorKind.RequestIdReused"/>.
    /// </exception>
    public async Task<SealedTranscript> SealAsync(
        SealOrder order,
        SealRequest request,
        CancellationToken cancellationToken
    )
    {
        var xml = await SignXmlAsync(order, request, cancellationToken);
        var year = rendering.Read(order.Tenant, xml.Document, VerificationTime(xml), xml.CheckedValues);
        RequireComplete(year);
        var rendition = rendering.Render(order.Rendering, [year]);
        var pdf = await SignPdfAsync(order, request, rendition, year.Transcript.Header.SchoolCode, cancellationToken);
        var pair = new SealedPair
        {
            Request = Key(order, request, ""),
            LookupCode = year.Transcript.Header.LookupCode,
            XmlDigest = xml.Digest,
            PdfDigest = pdf.Digest,
            SealedAt = NewestTime(pdf),
        };
        await pairs.RecordAsync(pair, pdf, cancellationToken);
        return new SealedTranscript(xml, pdf, rendition, pair);
    }

    // An XML that came sealed is its own result: there is nothing to sign, and nothing to journal of it but the pair.
    private async Task<SignedDocument> SignXmlAsync(
        SealOrder order,
        SealRequest request,
        CancellationToken cancellationToken
    )
    {
        if (order.XmlSteps.Count == 0)
        {
            // The caller's buffer goes with the request; the answer outlives it.
            var document = request.Transcript.ToArray();
            return new SignedDocument(request.RequestId, document, SHA256.HashData(document), [], IsRepeated: false);
        }
        var xml = Part(order, request, XmlPart, DocumentFormat.Xml, request.Transcript) with
        {
            Steps = order.XmlSteps,
            Profile = order.XmlProfile,
        };
        return await SignAsync(xml, "settings.xml_", cancellationToken);
    }

    private Task<SignedDocument> SignPdfAsync(
        SealOrder order,
        SealRequest request,
        Rendition rendition,
        string schoolCode,
        CancellationToken cancellationToken
    )
    {
        var pdf = Part(order, request, PdfPart, DocumentFormat.Pdf, rendition.Document) with
        {
            Steps = order.PdfSteps,
            Profile = order.PdfProfile,
            SchoolCode = schoolCode,
            DocumentTimestamp = order.DocumentTimestamp,
        };
        return SignAsync(pdf, "settings.pdf_", cancellationToken);
    }

    private async Task<SignedDocument> SignAsync(
        SigningRequest request,
        string prefix,
        CancellationToken cancellationToken
    )
    {
        var result = await sign(request, cancellationToken);
        return result.IsSigned
            ? result.Document
            : throw (result.Error with { Field = FieldOf(result.Error.Field, prefix) }).ToException();
    }

    private static void RequireComplete(SignedTranscript year)
    {
        if (year.State != SealState.Complete)
        {
            throw new SigningException(
                SigningErrorKind.OutOfOrder,
                "The rendition is sealed only when every role has signed the XML, and every signature is trusted.",
                "transcript"
            );
        }
    }

    // Not now: what was verified when it was made has to be found the same in a repeat, years later.
    private DateTimeOffset VerificationTime(SignedDocument xml) =>
        xml.Signatures.Count == 0 ? time.GetUtcNow() : NewestTime(xml);

    private static DateTimeOffset NewestTime(SignedDocument signed)
    {
        var times = signed.Signatures.Select(static s => s.TimestampTime ?? s.SigningTime);
        return (signed.DocumentTimestamp is { } last ? times.Append(last.Time) : times).Max();
    }

    private static SigningRequest Part(
        SealOrder order,
        SealRequest request,
        string part,
        DocumentFormat format,
        ReadOnlyMemory<byte> document
    ) =>
        new()
        {
            Key = Key(order, request, part),
            IsRepeatable = request.IsRepeatable,
            Format = format,
            Document = document,
            Steps = [],
            Deadline = order.Deadline,
            MayWait = request.MayWait,
        };

    private static RequestKey Key(SealOrder order, SealRequest request, string part) =>
        new(order.Tenant, order.Caller, request.RequestId + part);

    // "steps[2].identity" is "settings.xml_steps[2].identity" here, and "profile" is "settings.xml_profile".
    private static string? FieldOf(string? field, string prefix) =>
        field is null ? null
        : field == "profile" || field == "steps" || field.StartsWith("steps[", StringComparison.Ordinal)
            ? prefix + field
        : field == "document" ? "transcript"
        : field;
}
