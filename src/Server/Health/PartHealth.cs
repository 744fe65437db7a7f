// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Health;

/// <summary>How a part is.</summary>
/// <param name="IsWell">True when it does its work.</param>
/// <param name="Detail">One short text for operators; no secret.</param>
internal sealed record PartHealth(bool IsWell, string Detail)
{
    /// <summary>True for a part that is told about, and doesn't decide whether the server serves.</summary>
    public bool IsAdvisory { get; init; }
}
