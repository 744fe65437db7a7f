// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One signature that was made.</summary>
/// <param name="SignatureId">Its Id in the document.</param>
/// <param name="Claim">The role.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="CertificateSerial">The serial number of the certificate, upper-case hex.</param>
/// <param name="SigningTime">The claimed time.</param>
/// <param name="TimestampTime">genTime of the signature timestamp; null at level B.</param>
/// <param name="TimestampAuthority">The name of the authority; null at level B.</param>
public sealed record SignatureSummary(
    string SignatureId,
    RoleClaim Claim,
    string IdentityId,
    string CertificateSerial,
    DateTimeOffset SigningTime,
    DateTimeOffset? TimestampTime,
    string? TimestampAuthority
)
{
    /// <summary>Which version of the identity signed; from 1.</summary>
    public int IdentityVersion { get; init; } = 1;

    /// <summary>
    /// What was known of the certificate's status when it signed; unknown is a warning. Null when nobody was asked. Of an answer
    /// that is repeated the status alone, as the journal has it.
    /// </summary>
    public CertificateStatusAnswer? CertificateStatus { get; init; }
}
