// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;

namespace HocBaSo.Signing.TestKit;

/// <summary>The time that this thread has run, where Linux tells it; so a busy machine makes no input look slow.</summary>
public static class CpuClock
{
    private const string Statistics = "/proc/thread-self/schedstat";

    /// <summary>A point in time: only differences between two of the same thread mean anything.</summary>
    public static TimeSpan Now =>
        File.Exists(Statistics)
            ? TimeSpan.FromMicroseconds(
                long.Parse(File.ReadAllText(Statistics).Split(' ')[0], CultureInfo.InvariantCulture) / 1000
            )
            : Stopwatch.GetElapsedTime(0);
}
