// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The counters of a server at one time; they only grow, but for memory.</summary>
/// <param name="CpuSeconds">Processor time since its start.</param>
/// <param name="AllocatedBytes">Managed memory allocated since its start.</param>
/// <param name="RssBytes">Resident memory now.</param>
/// <param name="PeakRssBytes">The most resident memory that it had, as far as it knows; null when it doesn't.</param>
internal sealed record ServerReading(double CpuSeconds, long AllocatedBytes, long RssBytes, long? PeakRssBytes)
{
    /// <summary>Processor time by kind of thread; empty where that can't be told.</summary>
    public IReadOnlyDictionary<string, double> CpuByThreads { get; init; } = new Dictionary<string, double>();

    /// <summary>What was used since an earlier reading.</summary>
    public ServerUse Since(ServerReading earlier) =>
        new(CpuSeconds - earlier.CpuSeconds, AllocatedBytes - earlier.AllocatedBytes, RssBytes)
        {
            // A thread that ended in between takes its time with it: never less than nothing.
            CpuByThreads = CpuByThreads.ToDictionary(
                static part => part.Key,
                part => Math.Max(0, part.Value - earlier.CpuByThreads.GetValueOrDefault(part.Key)),
                StringComparer.Ordinal
            ),
        };
}
