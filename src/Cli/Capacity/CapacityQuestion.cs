// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What is asked of the model.</summary>
internal sealed record CapacityQuestion
{
    /// <summary>Whose year-end.</summary>
    public required IReadOnlyList<CapacityPlace> Places { get; init; }

    /// <summary>When documents arrive.</summary>
    public required LoadScenario Scenario { get; init; }

    /// <summary>The size of the place that the scenario's rates are for.</summary>
    public required long ScenarioPupils { get; init; }

    /// <summary>What documents take.</summary>
    public required DocumentCosts Costs { get; init; }

    /// <summary>What a node has.</summary>
    public required CapacityNode Node { get; init; }

    /// <summary>A number of nodes to tell about besides; null for none.</summary>
    public int? Nodes { get; init; }

    /// <summary>How much of the curves' end is simulated.</summary>
    public required TimeSpan Replayed { get; init; }

    /// <summary>The simulation's seed.</summary>
    public int Seed { get; init; }
}
