// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks;

/// <summary>What one operation of a stage may cost.</summary>
public sealed record StageBudget
{
    /// <summary>The stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>What it works on.</summary>
    public required string Input { get; init; }

    /// <summary>Held by <c>eng/test</c>: bytes allocated by one operation, results that are the caller's left out.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Stated, not held: microseconds of processor time aimed at, on the machine that README.md names.</summary>
    public required int StatedCpuMicros { get; init; }
}
