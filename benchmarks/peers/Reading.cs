// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>What a contestant did in one round.</summary>
/// <param name="Documents">Signed.</param>
/// <param name="Errors">Not signed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="CpuSeconds">Of its whole process: the token's and the garbage collector's too.</param>
internal sealed record Reading(long Documents, long Errors, double Seconds, double CpuSeconds)
{
    /// <summary>Documents per second.</summary>
    public double PerSecond => Documents / Seconds;

    /// <summary>Microseconds of CPU for each document.</summary>
    public double CpuMicros => Documents == 0 ? 0 : CpuSeconds * 1e6 / Documents;
}
