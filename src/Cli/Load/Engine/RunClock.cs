// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The time since the beginning of a run, the same for all its parts.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>What it counts by.</summary>
    public TimeProvider Time => time;

    /// <summary>Since the beginning.</summary>
    public TimeSpan Now => time.GetElapsedTime(_started);
}
