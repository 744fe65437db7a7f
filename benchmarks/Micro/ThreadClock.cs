// SPDX-License-Identifier: Apache-2.0
using Perfolizer.Horology;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The processor time of the measuring thread: what a benchmark of one thread costs, also while others use the machine.</summary>
internal sealed class ThreadClock : IClock
{
    public string Title => "thread CPU time";

    public bool IsAvailable => OperatingSystem.IsLinux();

    public Frequency Frequency => new(1_000_000_000);

    public long GetTimestamp() => ProcessorTime.OfThread;

    public StartedClock Start() => new(this, GetTimestamp());

    public override string ToString() => Title;
}
