// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a verification is measured against.</summary>
/// <param name="Anchors">Whom to trust.</param>
/// <param name="Time">The time of verification: where no trusted timestamp says more, certificates have to be valid then.</param>
public sealed record VerificationContext(TrustAnchors Anchors, DateTimeOffset Time);
