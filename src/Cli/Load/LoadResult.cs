// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a load test found.</summary>
internal sealed record LoadResult
{
    /// <summary>What was asked for.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>What was measured.</summary>
    public required LoadMeasurement Measured { get; init; }

    /// <summary>How the server's use was counted.</summary>
    public required string MeterMethod { get; init; }

    /// <summary>The token and its key in words; null when its ceiling could not be measured.</summary>
    public string? Token { get; init; }

    /// <summary>Signatures per second of the token alone, just before; null when that could not be measured.</summary>
    public double? CeilingBefore { get; init; }

    /// <summary>And just after.</summary>
    public double? CeilingAfter { get; init; }

    /// <summary>Of a soak: what didn't stay as it was; empty when all did.</summary>
    public IReadOnlyList<string> Drifts { get; init; } = [];

    /// <summary>When the run ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The mean of both.</summary>
    public double? Ceiling => (CeilingBefore + CeilingAfter) / 2;

    /// <summary>
    /// Signatures by keys of identities, as a share of what the token can do. Signatures of a built-in authority, which the same
    /// token makes, are not in it.
    /// </summary>
    public double? RatioToCeiling => Measured.Signatures > 0 ? Measured.SignaturesPerSecond / Ceiling : null;

    /// <summary>Processor time of the server per document.</summary>
    public double? CpuMicrosPerDocument => PerDocument(Measured.Server?.CpuSeconds * 1e6);

    /// <summary>Managed memory that the server allocated per document.</summary>
    public double? AllocatedBytesPerDocument => PerDocument(Measured.Server?.AllocatedBytes);

    /// <summary>The most resident memory.</summary>
    public double? PeakRssMiB => Measured.PeakRssBytes / 1048576.0;

    /// <summary>What is measured, in a few words: the scenario's name, or what options say.</summary>
    public string Scenario => Measured.Scenario.Name;

    private double? PerDocument(double? total) => Measured.Documents > 0 ? total / Measured.Documents : null;
}
