// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>A whole run.</summary>
internal sealed record PeerResult
{
    /// <summary>What was asked for.</summary>
    public required PeerOptions Options { get; init; }

    /// <summary>Signatures per second of the token alone, by key: the median of the rounds.</summary>
    public required IReadOnlyDictionary<string, double> Ceilings { get; init; }

    /// <summary>The contestants, by case.</summary>
    public required IReadOnlyList<PeerRow> Rows { get; init; }

    /// <summary>Programs that are started for each document.</summary>
    public required IReadOnlyList<ToolCost> Tools { get; init; }

    /// <summary>The row of the peer with which one of ours is compared.</summary>
    public PeerRow PeerOf(PeerRow row) => Rows.Single(r => !r.IsOurs && r.Case == row.Case);
}
