// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Server.Rendering;

/// <summary>
/// From XML to PDF: verified with the tenant's anchors, read from the very nodes that were verified, drawn. Thread-safe.
/// </summary>
/// <param name="verifier">Verifies and gives the nodes.</param>
/// <param name="mapping">The names in transcripts.</param>
/// <param name="renderer">Null where the server has no fonts.</param>
/// <param name="catalogs">Whom the tenants trust.</param>
internal sealed class TranscriptRendering(
    XmlDocumentVerifier verifier,
    ElementMapping mapping,
    TranscriptRenderer? renderer,
    ICertificateCatalogSource catalogs
)
{
    /// <summary>Verifies and reads one transcript.</summary>
    /// <param name="tenant">A tenant of the catalog.</param>
    /// <param name="xml">The file; kept by the answer, not copied.</param>
    /// <param name="time">The time of verification.</param>
    /// <param name="values">What was found right of these very octets in this call; null for nothing.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>: a signature is broken (the field names it), or the form or a value of the
    /// transcript is; <see cref="SigningErrorKind.UnsupportedFormat"/>: no transcript; <see cref="SigningErrorKind.MissingBlock"/>.
    /// </exception>
    public SignedTranscript Read(
        string tenant,
        ReadOnlyMemory<byte> xml,
        DateTimeOffset time,
        IReadOnlyList<CheckedValue>? values = null
    )
    {
        var context = new VerificationContext(catalogs.Current.AnchorsOf(tenant), time)
        {
            CheckedValues = values ?? [],
        };
        var (report, year) = verifier.VerifyAndRead(xml, context, (document, found) => Read(document, found, xml));
        return year
            ?? throw new SigningException(
                SigningErrorKind.MalformedDocument,
                report.Reason ?? "The document can't be read.",
                "transcript"
            );
    }

    /// <summary>Draws years of one pupil, oldest first.</summary>
    /// <exception cref="SigningException">
    /// As <see cref="TranscriptRenderer.Render"/>; <see cref="SigningErrorKind.UnsupportedFormat"/>: the server has no fonts, or no form
    /// of that level.
    /// </exception>
    public Rendition Render(RenderingOrder order, IReadOnlyList<SignedTranscript> years)
    {
        if (renderer is null)
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "This server has no fonts, so that it renders nothing."
            );
        }
        RequireForm(years);
        return renderer.Render(order.Request(years));
    }

    private SignedTranscript Read(VerifiedDocument document, VerificationReport report, ReadOnlyMemory<byte> xml)
    {
        // The report first: a broken document is refused by the signature that is broken, not by a value that somebody changed.
        var signatures = TranscriptSignatures.From(report);
        return new SignedTranscript
        {
            Transcript = TranscriptReader.Read(document.Root, mapping),
            Signatures = signatures,
            State = TranscriptSignatures.StateOf(report),
            Xml = xml,
        };
    }

    private static void RequireForm(IReadOnlyList<SignedTranscript> years)
    {
        foreach (var year in years)
        {
            if (FormCatalog.All.All(form => form.Level != year.Transcript.Header.Level))
            {
                throw new SigningException(
                    SigningErrorKind.UnsupportedFormat,
                    "There is no form for that level of school.",
                    "transcript"
                );
            }
        }
    }
}
