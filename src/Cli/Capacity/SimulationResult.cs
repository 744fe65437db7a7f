// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a simulated node went through.</summary>
internal sealed record SimulationResult
{
    /// <summary>How many documents were done.</summary>
    public required long Documents { get; init; }

    /// <summary>The bottleneck's utilisation in the hour around its peak.</summary>
    public required double PeakHourUtilisation { get; init; }

    /// <summary>From arrival to end, of documents for which nobody waits.</summary>
    public required LatencyHistogram Bulk { get; init; }

    /// <summary>From arrival to end, of single documents.</summary>
    public required LatencyHistogram Interactive { get; init; }

    /// <summary>The longest time from arrival to end of documents for which nobody waits; a histogram ends at two hours.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>How long after the curves' end the last document was done; negative when before.</summary>
    public required TimeSpan EmptyAfterEnd { get; init; }
}
