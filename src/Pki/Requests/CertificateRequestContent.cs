// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// What a certification request (PKCS#10, RFC 2986) asks for, beside the key. The extensions that are asked for are always
/// keyUsage digitalSignature and nonRepudiation (critical), and subjectAltName where there are names.
/// </summary>
public sealed record CertificateRequestContent
{
    /// <summary>Most names of <see cref="DnsNames"/>, <see cref="EmailAddresses"/> and <see cref="Uris"/> together.</summary>
    public const int MaximumAlternativeNames = 32;

    /// <summary>Longest alternative name, in octets.</summary>
    public const int MaximumAlternativeNameLength = 255;

    /// <summary>Longest <see cref="ChallengePassword"/>, in characters (RFC 2985: pkcs-9-ub-challengePassword).</summary>
    public const int MaximumChallengePasswordLength = 255;

    /// <summary>Who is to be certified.</summary>
    public required RequestedSubject Subject { get; init; }

    /// <summary>subjectAltName dNSName: ASCII host names, a leading <c>*.</c> is refused.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>subjectAltName rfc822Name: ASCII mail addresses.</summary>
    public IReadOnlyList<string> EmailAddresses { get; init; } = [];

    /// <summary>subjectAltName uniformResourceIdentifier: absolute URIs in ASCII.</summary>
    public IReadOnlyList<string> Uris { get; init; } = [];

    /// <summary>challengePassword (RFC 2985 §5.4.1), where the authority wants one; it lies in the request in clear. Null for none.</summary>
    public string? ChallengePassword { get; init; }

    // Records print all that they hold, and a password has no place in a log.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Subject = ").Append(Subject);
        return true;
    }
}
