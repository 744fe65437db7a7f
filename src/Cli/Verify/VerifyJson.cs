// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The JSON of <c>hbs verify --json</c>: one object a line. Names are a contract: fields may be added at the end, never
/// renamed; what is unknown is an explicit null.
/// </summary>
internal static class VerifyJson
{
    // For a file or a pipe, never for HTML: Vietnamese stays readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object of one file, without a line end.</summary>
    public static string Line(VerifiedFile verified)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, verified);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, VerifiedFile verified)
    {
        var report = verified.Report;
        json.WriteStartObject();
        json.WriteString("file", verified.File);
        json.WriteString("format", NameOf(report.Format));
        WriteVerdict(json, report.Integrity, report.Indication, report.SubIndication);
        json.WriteString("reason", report.Reason);
        json.WriteStartArray("signatures");
        foreach (var signature in report.Signatures)
        {
            Write(json, signature);
        }
        json.WriteEndArray();
        WriteStrings(json, "missingRoles", report.MissingRoles.Select(static r => r.ToString()!));
        if (verified.Revisions is { } revisions)
        {
            Write(json, revisions);
        }
        Write(json, verified.Pair);
        json.WriteString("profile", report.Profile);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PairReport? pair)
    {
        if (pair is null)
        {
            json.WriteNull("pair");
            return;
        }
        json.WriteStartObject("pair");
        json.WriteString("verdict", NameOf(pair.Verdict));
        json.WriteString("reason", pair.Reason);
        json.WriteStartArray("attachments");
        foreach (var attachment in pair.Attachments)
        {
            json.WriteStartObject();
            json.WriteString("name", attachment.Name);
            json.WriteString("sha256", attachment.Sha256);
            json.WriteString("file", attachment.File);
            json.WriteBoolean("same", attachment.IsSame);
            var report = attachment.Report;
            WriteVerdict(json, report.Integrity, report.Indication, report.SubIndication);
            json.WriteString("reason", report.Reason);
            json.WriteNumber("signatures", report.Signatures.Count);
            WriteStrings(json, "missingRoles", report.MissingRoles.Select(static r => r.ToString()!));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(PairVerdict verdict) =>
        verdict switch
        {
            PairVerdict.Same => "same",
            PairVerdict.Differs => "differs",
            PairVerdict.Broken => "broken",
            PairVerdict.Unreadable => "unreadable",
            _ => "alone",
        };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SignedRevision> revisions)
    {
        json.WriteStartArray("revisions");
        foreach (var revision in revisions)
        {
            json.WriteStartObject();
            json.WriteString("signature", revision.Signature);
            json.WriteString("file", revision.File);
            json.WriteString("reason", revision.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SignatureReport signature)
    {
        json.WriteStartObject();
        json.WriteString("id", signature.Id);
        json.WriteString("role", signature.Role?.ToString());
        json.WriteString("signer", signature.Signer);
        json.WriteString("issuer", signature.Issuer);
        json.WriteString("serial", signature.Serial);
        json.WriteString("scheme", signature.Scheme);
        json.WriteString("digest", signature.Digest);
        json.WriteString("level", signature.Level);
        json.WriteString("signingTime", Iso8601Time.Of(signature.SigningTime));
        WriteTimestamp(json, signature.Timestamp);
        WriteStrings(json, "signedData", signature.SignedData);
        WriteVerdict(json, signature.Integrity, signature.Indication, signature.SubIndication);
        json.WriteString("reason", signature.Reason);
        json.WriteString("claimedRole", signature.ClaimedRole);
        json.WriteString("certificateNotBefore", Iso8601Time.Of(signature.CertificateNotBefore));
        json.WriteString("certificateNotAfter", Iso8601Time.Of(signature.CertificateNotAfter));
        WriteStrings(json, "signedPaths", signature.SignedPaths);
        WriteStrings(json, "warnings", signature.Warnings);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, Integrity integrity, Indication indication, SubIndication sub)
    {
        json.WriteString("integrity", EtsiNames.Of(integrity));
        json.WriteString("indication", EtsiNames.Of(indication));
        json.WriteString("subIndication", EtsiNames.Of(sub));
    }

    private static void WriteTimestamp(Utf8JsonWriter json, TimestampReport? timestamp)
    {
        if (timestamp is null)
        {
            json.WriteNull("timestamp");
            return;
        }
        json.WriteStartObject("timestamp");
        json.WriteString("time", Iso8601Time.Of(timestamp.Time));
        json.WriteString("authority", timestamp.Authority);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static string? NameOf(DocumentFormat? format) =>
        format switch
        {
            DocumentFormat.Xml => "XML",
            DocumentFormat.Pdf => "PDF",
            _ => null,
        };
}
