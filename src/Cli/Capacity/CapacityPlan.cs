// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>How many nodes a place needs.</summary>
internal sealed record CapacityPlan
{
    /// <summary>Signatures per second at the highest point of the curves.</summary>
    public required double PeakSignatures { get; init; }

    /// <summary>When the bottleneck has most to do, from the curves' beginning.</summary>
    public required TimeSpan PeakAt { get; init; }

    /// <summary>What runs out first.</summary>
    public required CapacityResource Bottleneck { get; init; }

    /// <summary>Nodes that are never busier than planned: nobody waits.</summary>
    public required CapacityEstimate Nodes { get; init; }

    /// <summary>The fewest that have emptied the queue when the curve ends: documents wait, none is late.</summary>
    public required CapacityEstimate Fewest { get; init; }
}
