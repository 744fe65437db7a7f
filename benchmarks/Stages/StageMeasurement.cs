// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks;

/// <summary>What one operation of a stage took.</summary>
/// <param name="AllocatedBytes">The least of all calls, results that are the caller's left out.</param>
/// <param name="CpuMicros">Median of rounds: of the thread, or of the process where several share in the work.</param>
/// <param name="WallMicros">Median of rounds.</param>
public sealed record StageMeasurement(long AllocatedBytes, double CpuMicros, double WallMicros);
