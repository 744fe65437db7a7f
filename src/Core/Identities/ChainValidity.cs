// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core;

/// <summary>
/// When a signing certificate and all the issuers that are configured behind it are valid, read from them once: a certificate is worth
/// nothing longer than those that it rests on. An anchor counts where it is part of the chain.
/// </summary>
public sealed record ChainValidity
{
    /// <summary>Reads a chain.</summary>
    /// <param name="chain">The signing certificate, then its issuers; not empty.</param>
    public ChainValidity(IReadOnlyList<X509Certificate2> chain)
    {
        (NotBefore, NotAfter) = (BeginOf(chain[0]), EndOf(chain[0]));
        foreach (var issuer in chain.Skip(1))
        {
            if (BeginOf(issuer) > NotBefore)
            {
                (NotBefore, LateIssuer) = (BeginOf(issuer), NameText.OfSubject(issuer));
            }
            if (EndOf(issuer) < NotAfter)
            {
                (NotAfter, EndingIssuer) = (EndOf(issuer), NameText.OfSubject(issuer));
            }
        }
    }

    /// <summary>From when on all of them are valid: the last notBefore, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>Up to when all of them are valid: the first notAfter, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The subject of the issuer that begins last; null when the signing certificate does.</summary>
    public string? LateIssuer { get; }

    /// <summary>The subject of the issuer that ends first; null when the signing certificate does.</summary>
    public string? EndingIssuer { get; }

    /// <summary>The last moment at which the certificate signs when so many days have to be left.</summary>
    public DateTimeOffset SignsUntil(int minRemainingDays) => NotAfter.AddDays(-minRemainingDays);

    /// <summary>Why the certificate may not sign at a time, as a sentence that names the issuer whose dates it is; null when it may.</summary>
    /// <param name="at">The time.</param>
    /// <param name="minRemainingDays">How many days have to be left then.</param>
    /// <param name="certificate">The signing certificate, as in "certificate of version 1".</param>
    /// <param name="verb">"is", or "would be" of a time to come.</param>
    public string? DefectAt(DateTimeOffset at, int minRemainingDays, string certificate, string verb = "is") =>
        at < NotBefore ? $"{Name(LateIssuer, certificate)} {verb} not valid yet."
        : at > NotAfter ? $"{Name(EndingIssuer, certificate)} {verb} expired."
        : at > SignsUntil(minRemainingDays)
            ? $"{Name(EndingIssuer, certificate)} {verb} valid for less than {minRemainingDays} days."
        : null;

    /// <summary>What ends first, as the subject of a sentence: the certificate, or its issuer by name.</summary>
    /// <param name="certificate">The signing certificate, as in "certificate of version 1".</param>
    public string NameEnding(string certificate) => Name(EndingIssuer, certificate);

    private static string Name(string? issuer, string certificate) =>
        issuer is null ? $"The {certificate}" : $"The issuer {issuer} of the {certificate}";

    private static DateTimeOffset BeginOf(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    private static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());
}
