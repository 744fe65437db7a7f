// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a number of nodes goes through, as the model has it.</summary>
internal sealed record CapacityEstimate
{
    /// <summary>How many nodes share the work.</summary>
    public required int Nodes { get; init; }

    /// <summary>What arrives in the busiest minute, as a share of what the nodes can do; above 1 a queue grows.</summary>
    public required double PeakUtilisation { get; init; }

    /// <summary>The share of the hour around the peak in which they work.</summary>
    public required double PeakHourUtilisation { get; init; }

    /// <summary>How long a document waits when the queue is longest.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>How long the nodes work on after the curve's end, at midnight.</summary>
    public required TimeSpan BacklogAtEnd { get; init; }

    /// <summary>How long all of the work takes the nodes when they do nothing else.</summary>
    public required TimeSpan FullSpeed { get; init; }
}
