// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>One line of the table: a contestant with one kind of document and key.</summary>
/// <param name="Case">What was signed.</param>
/// <param name="Contestant">By whom.</param>
/// <param name="IsOurs">Whether by us.</param>
/// <param name="Readings">One for each round.</param>
/// <param name="AcceptedBy">Who verified a document of it.</param>
internal sealed record PeerRow(
    PeerCase Case,
    string Contestant,
    bool IsOurs,
    IReadOnlyList<Reading> Readings,
    IReadOnlyList<string> AcceptedBy
)
{
    /// <summary>Documents per second, the median of the rounds.</summary>
    public double PerSecond => Median(Readings.Select(static r => r.PerSecond));

    /// <summary>The slowest round.</summary>
    public double Least => Readings.Min(static r => r.PerSecond);

    /// <summary>The fastest round.</summary>
    public double Most => Readings.Max(static r => r.PerSecond);

    /// <summary>Microseconds of CPU for a document, token included, the median of the rounds.</summary>
    public double CpuMicros => Median(Readings.Select(static r => r.CpuMicros));

    /// <summary>Documents that failed, in all rounds.</summary>
    public long Errors => Readings.Sum(static r => r.Errors);

    /// <summary>How many times as fast as another: the median of the ratios within a round, which share what else the machine does.</summary>
    public double TimesOf(PeerRow other) =>
        Median(Readings.Zip(other.Readings, static (own, others) => own.PerSecond / others.PerSecond));

    /// <summary>The middle one; of an even number the mean of the two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
