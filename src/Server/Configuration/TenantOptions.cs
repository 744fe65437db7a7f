// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>A tenant: who it trusts. Paths are absolute.</summary>
public sealed record TenantOptions
{
    /// <summary>1 to 64 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>PEM files of anchors of signers' certificates, at least one.</summary>
    public required IReadOnlyList<string> SignerAnchorFiles { get; init; }

    /// <summary>PEM files of anchors of time-stamping authorities.</summary>
    public IReadOnlyList<string> TimestampAnchorFiles { get; init; } = [];
}
