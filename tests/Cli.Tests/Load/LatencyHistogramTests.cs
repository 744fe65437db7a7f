// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

public sealed class LatencyHistogramTests
{
    private const double Precision = 1.0 / 256;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Quantile_WhenDurationsSpanManyMagnitudes_IsTheExactOneWithinItsPrecision(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        var exact = new List<double>();
        for (var i = 0; i < 50_000; i++)
        {
            // From a microsecond to ten minutes, evenly by magnitude.
            var micros = Math.Floor(Math.Pow(10, random.NextDouble() * 8.7));
            exact.Add(micros);
            histogram.Record(TimeSpan.FromMicroseconds(micros));
        }
        exact.Sort();

        foreach (var share in new[] { 0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1 })
        {
            var expected = exact[Math.Max(0, (int)Math.Ceiling(share * exact.Count) - 1)];
            var found = histogram.Quantile(share).TotalMicroseconds;
            Assert.InRange(found, expected, (expected * (1 + Precision)) + 1);
        }
        Assert.Equal(exact.Count, histogram.Count);
        Assert.Equal(exact[^1], histogram.Max.TotalMicroseconds);
    }

    [Fact]
    public void Quantile_WhenDurationsAreShort_IsExact()
    {
        var histogram = new LatencyHistogram();
        for (var micros = 1; micros <= 500; micros++)
        {
            histogram.Record(TimeSpan.FromMicroseconds(micros));
        }

        Assert.Equal(250, histogram.Quantile(0.5).TotalMicroseconds);
        Assert.Equal(495, histogram.Quantile(0.99).TotalMicroseconds);
    }

    [Fact]
    public void Quantile_WhenNothingWasRecorded_IsNone() =>
        Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Quantile(0.99));

    [Fact]
    public void Record_WhenADurationIsOutOfRange_CountsAsTheNearest()
    {
        var histogram = new LatencyHistogram();

        histogram.Record(TimeSpan.FromSeconds(-1));
        histogram.Record(TimeSpan.FromDays(3));

        Assert.Equal(2, histogram.Count);
        Assert.Equal(TimeSpan.Zero, histogram.Quantile(0.5));
        Assert.InRange(histogram.Max, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
    }

    [Fact]
    public void Add_WhenOtherHasCounted_HoldsBoth()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Record(TimeSpan.FromMilliseconds(1));
        other.Record(TimeSpan.FromSeconds(1));
        other.Record(TimeSpan.FromSeconds(2));

        one.Add(other);

        Assert.Equal(3, one.Count);
        Assert.Equal(TimeSpan.FromSeconds(2), one.Max);
        Assert.InRange(one.Quantile(0.5).TotalSeconds, 1, 1 + Precision);
    }

    [Fact]
    public async Task Record_WhenManyThreadsDo_LosesNone()
    {
        var histogram = new LatencyHistogram();

        await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(t =>
                    Task.Run(() =>
                    {
                        for (var i = 0; i < 20_000; i++)
                        {
                            histogram.Record(TimeSpan.FromMicroseconds(i * t));
                        }
                    })
                )
        );

        Assert.Equal(80_000, histogram.Count);
        Assert.Equal(4 * 19_999, histogram.Max.TotalMicroseconds);
    }
}
