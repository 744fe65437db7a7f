// SPDX-License-Identifier: Apache-2.0
using Perfolizer.Horology;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The processor time of the whole process, for work that several threads share in.</summary>
internal sealed class ProcessClock : IClock
{
    public string Title => "process CPU time";

    public bool IsAvailable => OperatingSystem.IsLinux();

    public Frequency Frequency => new(1_000_000_000);

    public long GetTimestamp() => ProcessorTime.OfProcess;

    public StartedClock Start() => new(this, GetTimestamp());

    public override string ToString() => Title;
}
