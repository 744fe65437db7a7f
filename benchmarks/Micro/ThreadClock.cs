// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using Perfolizer.Horology;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// The processor time of the measuring thread, in nanoseconds: what a benchmark of one thread costs, also while others use the
/// machine. Linux only (<c>CLOCK_THREAD_CPUTIME_ID</c>).
/// </summary>
internal sealed partial class ThreadClock : IClock
{
    private const int ThreadTime = 3;

    public string Title => "thread CPU time";

    public bool IsAvailable => OperatingSystem.IsLinux();

    public Frequency Frequency => new(1_000_000_000);

    public long GetTimestamp() =>
        GetTime(ThreadTime, out var time) == 0
            ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
            : throw new InvalidOperationException("There is no clock of processor time.");

    public StartedClock Start() => new(this, GetTimestamp());

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
