// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a verification is measured against.</summary>
/// <param name="Anchors">Whom to trust.</param>
/// <param name="Time">The time of verification: where no trusted timestamp says more, certificates have to be valid then.</param>
public sealed record VerificationContext(TrustAnchors Anchors, DateTimeOffset Time)
{
    /// <summary>Signature values that need not be computed again; empty when nothing is known.</summary>
    public IReadOnlyList<CheckedValue> CheckedValues { get; init; } = [];

    /// <summary>True when that value was checked before, and was right.</summary>
    public bool IsChecked(
        ReadOnlySpan<byte> publicKeyInfo,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> value
    ) => CheckedValue.IsAmong(CheckedValues, publicKeyInfo, algorithm, digest, value);
}
