// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Processor time in nanoseconds, which others on the machine do not change much. Linux only.</summary>
public static partial class ProcessorTime
{
    private const int Process = 2; // CLOCK_PROCESS_CPUTIME_ID
    private const int Thread = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Of this thread.</summary>
    public static long OfThread => Read(Thread);

    /// <summary>Of the whole process: collector and compiler included.</summary>
    public static long OfProcess => Read(Process);

    private static long Read(int clock) =>
        GetTime(clock, out var time) == 0
            ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
            : throw new InvalidOperationException("There is no clock of processor time.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
