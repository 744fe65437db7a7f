// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The processor time of the calling thread.</summary>
internal static partial class ThreadCpu
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>Null where the system doesn't tell.</summary>
    public static TimeSpan? Now() =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess && ClockGetTime(ThreadClock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : null;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
