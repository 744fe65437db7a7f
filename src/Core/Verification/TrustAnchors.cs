// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core;

/// <summary>Whom a tenant trusts. Trust comes from here, never from what a document carries.</summary>
/// <param name="Signers">Anchors of signers' certificates; two national trees exist, so usually more than one.</param>
/// <param name="TimestampAuthorities">Anchors of time-stamping authorities, kept apart.</param>
public sealed record TrustAnchors(
    IReadOnlyList<X509Certificate2> Signers,
    IReadOnlyList<X509Certificate2> TimestampAuthorities
)
{
    /// <summary>Nobody: integrity can still be told.</summary>
    public static TrustAnchors None { get; } = new([], []);
}
