// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>The verdict on a timestamp token.</summary>
public sealed record TimestampVerification
{
    /// <summary>The verdict.</summary>
    public required Indication Indication { get; init; }

    /// <summary>Why not.</summary>
    public SubIndication SubIndication { get; init; }

    /// <summary>One sentence for a person; null when it passed.</summary>
    public string? Reason { get; init; }

    /// <summary>What the token says; null when it can't be read.</summary>
    public TstInfo? TstInfo { get; init; }

    /// <summary>The authority's certificate; null when it wasn't found. Shared: never dispose it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The authority's path up to its anchor; empty unless one was built. Shared: never dispose one of it.</summary>
    public IReadOnlyList<X509Certificate2> Path { get; init; } = [];

    /// <summary>
    /// True when the imprint, the attributes and the signature value verify, whatever the trust: integrity, where
    /// <see cref="Indication"/> is the verdict.
    /// </summary>
    public bool IsIntact { get; init; }

    /// <summary>
    /// The signature value of the token, for the next look at it; null when it is wrong, or not told. Trust has no part in it.
    /// </summary>
    public CheckedValue? CheckedValue { get; init; }

    /// <summary>genTime, UTC. The token's own claim until <see cref="Passed"/>.</summary>
    public DateTimeOffset? Time => TstInfo?.GenTime;

    /// <summary>The subject name of the authority's certificate.</summary>
    public string? Authority => Certificate is null ? null : NameText.OfSubject(Certificate);

    /// <summary>True for TOTAL_PASSED.</summary>
    public bool Passed => Indication == Indication.TotalPassed;
}
