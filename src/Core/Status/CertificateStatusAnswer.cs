// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What is known of a certificate's status at the moment of signing.</summary>
/// <param name="Status">What the issuer says.</param>
/// <param name="Detail">One sentence for the caller: when and why it was revoked, or why nothing is known; null when it is good.</param>
public sealed record CertificateStatusAnswer(CertificateStatus Status, string? Detail = null)
{
    /// <summary>The answer of the issuer that this rests on; null when nothing is known.</summary>
    public StatusEvidence? Evidence { get; init; }

    /// <summary>
    /// True when the evidence is not older than configured; false when it could not be renewed but is still within its
    /// nextUpdate, or when there is none.
    /// </summary>
    public bool IsFresh { get; init; }
}
