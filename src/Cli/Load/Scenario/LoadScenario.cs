// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>A run: what is sent, and for how long.</summary>
internal sealed record LoadScenario
{
    /// <summary>How it is called in reports.</summary>
    public required string Name { get; init; }

    /// <summary>One or more, at the same time.</summary>
    public required IReadOnlyList<LoadFlow> Flows { get; init; }

    /// <summary>Whose transcripts.</summary>
    public SchoolLevel SchoolLevel { get; init; } = SchoolLevel.Thcs;

    /// <summary>How long is measured.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the same is done before that, without being measured: until nearly all code is compiled for good.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the load takes to grow from nothing, from the very beginning; of curves it is not asked.</summary>
    public TimeSpan Ramp { get; init; }

    /// <summary>Closed loops end after this many documents of each flow behind the warm-up; null for none.</summary>
    public long? MaxDocuments { get; init; }

    /// <summary>What every open rate is multiplied by.</summary>
    public double Intensity { get; init; } = 1;
}
