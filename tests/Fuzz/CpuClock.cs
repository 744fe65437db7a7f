// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;

namespace HocBaSo.Signing.Fuzz;

/// <summary>The time that this thread has run, where Linux tells it; so a busy machine makes no input look slow.</summary>
internal static class CpuClock
{
    private const string Statistics = "/proc/thread-self/schedstat";

    public static TimeSpan Now =>
        File.Exists(Statistics)
            ? TimeSpan.FromMicroseconds(
                long.Parse(File.ReadAllText(Statistics).Split(' ')[0], CultureInfo.InvariantCulture) / 1000
            )
            : Stopwatch.GetElapsedTime(0);
}
