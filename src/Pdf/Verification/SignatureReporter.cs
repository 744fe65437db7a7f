// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fields;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>From what was found to what is told.</summary>
internal sealed class SignatureReporter(DocumentParts parts)
{
    private const int MaxShown = 256;

    public SignatureReport Report(SignatureVerification signature)
    {
        var verdict = signature.Verdict;
        var coverage = CoverageOf(signature);
        var certificate = signature.Cms?.Certificate?.Certificate ?? signature.Token?.Certificate;
        return new SignatureReport
        {
            Id = Shown(signature.Field.Name)!,
            Role = RoleOf(signature),
            ClaimedRole = Shown(signature.ClaimedRole),
            Signer = Readable(() => certificate is null ? null : NameText.OfSubject(certificate)),
            Issuer = Readable(() => certificate is null ? null : NameText.OfIssuer(certificate)),
            Serial = Readable(() => certificate?.SerialNumber),
            CertificateNotBefore = Readable(() => Utc(certificate?.NotBefore)),
            CertificateNotAfter = Readable(() => Utc(certificate?.NotAfter)),
            Scheme = signature.Cms is { IsEd25519: true } ? "Ed25519" : SchemeOf(signature.Cms?.Algorithm?.Scheme),
            Digest = Spell(signature.Cms?.Algorithm?.Digest ?? signature.Token?.TstInfo?.Digest),
            Level = LevelOf(signature),
            SigningTime = signature.SigningTime,
            Timestamp = signature.Timestamp,
            SignedData = signature.Range is { } range ? [$"0-{range.GapStart - 1},{range.GapEnd}-{range.End - 1}"] : [],
            SignedPaths = coverage is null ? [] : [coverage.ToString()],
            Coverage = coverage,
            SignedRevisionLength = signature.Section < 0 ? null : signature.Range?.End,
            Integrity = verdict.Integrity,
            Indication = verdict.Indication,
            SubIndication = verdict.SubIndication,
            Reason = verdict.Reason,
            Warnings = verdict.Warnings,
        };
    }

    private RevisionCoverage? CoverageOf(SignatureVerification signature) =>
        signature.Section < 0
            ? null
            : new RevisionCoverage(
                parts.History.NumberOf(signature.Section),
                parts.History.Count,
                signature.Range!.End == parts.Document.Length
            );

    // The role is what is in the signed data; a field's name alone claims nothing.
    private static RoleClaim? RoleOf(SignatureVerification signature) => RoleClaim.OfClaimedRole(signature.ClaimedRole);

    private static string LevelOf(SignatureVerification signature) =>
        signature.SubFilter switch
        {
            SubFilters.Cades => signature.Timestamp is null ? "PAdES-BASELINE-B" : "PAdES-BASELINE-T",
            SubFilters.Pkcs7 => "PKCS7",
            SubFilters.Timestamp => SignatureReport.DocumentTimestampLevel,
            _ => "other",
        };

    private static string SchemeOf(SignatureScheme? scheme) =>
        scheme switch
        {
            SignatureScheme.RsaPkcs1 => "RSASSA-PKCS1-v1_5",
            SignatureScheme.RsaPss => "RSASSA-PSS",
            SignatureScheme.Ecdsa => "ECDSA",
            _ => "other",
        };

    private static string Spell(HashAlgorithmName? digest) =>
        digest?.Name is { } name ? name.Replace("SHA", "SHA-", StringComparison.Ordinal) : "other";

    // A certificate is a certificate even when the platform can't read a name or a time in it.
    private static T? Readable<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (CryptographicException)
        {
            return default;
        }
    }

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } local ? new DateTimeOffset(local.ToUniversalTime()) : null;

    private static string? Shown(string? text) => text?.Length > MaxShown ? text[..MaxShown] : text;
}
