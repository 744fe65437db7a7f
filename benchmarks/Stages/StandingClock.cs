// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks;

/// <summary>Says the same time always; measures and waits as the system's.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
