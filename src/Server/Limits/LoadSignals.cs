// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>What the parts that work stands in front of tell of their queues.</summary>
/// <param name="Places">How many documents may be on their way.</param>
/// <param name="IsFull">Whether the next single document would be refused for want of a place.</param>
/// <param name="HsmDelay">How long the oldest signature has waited for the HSM that single documents would wait behind; zero when few wait.</param>
internal sealed record LoadSignals(int Places, Func<bool> IsFull, Func<TimeSpan> HsmDelay)
{
    /// <summary>How long work waits for a thread; null where a <see cref="PoolDelay"/> of this process tells.</summary>
    public Func<TimeSpan>? ThreadDelay { get; init; }

    /// <summary>Of a server that is composed of no such parts.</summary>
    public static LoadSignals None { get; } = new(int.MaxValue, static () => false, static () => TimeSpan.Zero);
}
