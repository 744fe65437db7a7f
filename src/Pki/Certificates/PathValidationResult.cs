// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>The verdict on a certificate's path.</summary>
/// <param name="Indication">TOTAL_PASSED or INDETERMINATE: what a bad path means for a signature is the caller's to say.</param>
/// <param name="SubIndication">
/// NO_CERTIFICATE_CHAIN_FOUND, EXPIRED, NOT_YET_VALID, CHAIN_CONSTRAINTS_FAILURE, CRYPTO_CONSTRAINTS_FAILURE, or those
/// of revocation; None when it passed.
/// </param>
/// <param name="Reason">One sentence for a person; null when it passed.</param>
/// <param name="Path">From the leaf to the anchor; empty when none was found.</param>
public sealed record PathValidationResult(
    Indication Indication,
    SubIndication SubIndication,
    string? Reason,
    IReadOnlyList<X509Certificate2> Path
)
{
    /// <summary>True for TOTAL_PASSED.</summary>
    public bool Passed => Indication == Indication.TotalPassed;

    /// <summary>What the paths cost that were tried after the first one; see <see cref="PathSearch"/>.</summary>
    internal long FurtherWork { get; init; }

    internal static PathValidationResult Pass(IReadOnlyList<X509Certificate2> path) =>
        new(Indication.TotalPassed, SubIndication.None, null, path);

    internal static PathValidationResult Doubt(
        SubIndication why,
        string reason,
        IReadOnlyList<X509Certificate2>? path = null
    ) => new(Indication.Indeterminate, why, reason, path ?? []);
}
