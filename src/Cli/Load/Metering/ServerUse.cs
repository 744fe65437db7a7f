// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a server used within a stretch of time.</summary>
/// <param name="CpuSeconds">Processor time, user and system.</param>
/// <param name="AllocatedBytes">Managed memory allocated.</param>
/// <param name="RssBytes">Resident memory at the end of it.</param>
internal sealed record ServerUse(double CpuSeconds, long AllocatedBytes, long RssBytes)
{
    /// <summary>Processor time by kind of thread; empty where that can't be told.</summary>
    public IReadOnlyDictionary<string, double> CpuByThreads { get; init; } = new Dictionary<string, double>();
}
