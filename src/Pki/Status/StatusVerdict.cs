// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>What one checked answer says of one certificate.</summary>
/// <param name="Status">Good, revoked, or unknown to the responder.</param>
/// <param name="RevokedAt">revocationTime; null unless revoked.</param>
/// <param name="Reason">CRLReason; null unless revoked.</param>
/// <param name="Evidence">The answer.</param>
internal sealed record StatusVerdict(
    CertificateStatus Status,
    DateTimeOffset? RevokedAt,
    CrlReason? Reason,
    StatusEvidence Evidence
)
{
    /// <summary>True when it can never become good again (RFC 5280 §5.3.1: only a hold is lifted).</summary>
    public bool IsFinal => Status == CertificateStatus.Revoked && Reason != CrlReason.CertificateHold;
}
