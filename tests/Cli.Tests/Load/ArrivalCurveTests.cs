// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

public sealed class ArrivalCurveTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void TimeOf_WhenTheRateIsConstant_IsEvenlySpaced()
    {
        var curve = ArrivalCurve.Constant(200, 10 * Second, TimeSpan.Zero);

        Assert.Equal(2000, curve.Count);
        Assert.Equal(TimeSpan.Zero, curve.TimeOf(0));
        Assert.Equal(TimeSpan.FromMilliseconds(5), curve.TimeOf(1));
        Assert.Equal(TimeSpan.FromMilliseconds(9995), curve.TimeOf(1999));
        Assert.Null(curve.TimeOf(2000));
    }

    [Fact]
    public void TimeOf_WhenThereIsARamp_GrowsInAStraightLine()
    {
        var curve = ArrivalCurve.Constant(100, 10 * Second, 4 * Second);

        Assert.Equal(800, curve.Count); // 200 within the ramp, 600 after it
        Assert.Equal(2, curve.TimeOf(50)!.Value.TotalSeconds, 6); // a quarter of the ramp's documents in half its time
        Assert.Equal(4, curve.TimeOf(200)!.Value.TotalSeconds, 6);
        Assert.Equal(5, curve.TimeOf(300)!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void TimeOf_WhenTheCurveFalls_NeverGoesBack()
    {
        var curve = new ArrivalCurve([At(0, 50), At(2, 0), At(4, 0), At(5, 80), At(6, 0)]);

        var times = Enumerable.Range(0, (int)curve.Count).Select(i => curve.TimeOf(i)!.Value).ToList();

        Assert.Equal(130, times.Count);
        Assert.Equal(times.Order(), times);
        Assert.DoesNotContain(times, static t => t > TimeSpan.FromSeconds(2.01) && t < TimeSpan.FromSeconds(4));
        Assert.InRange(times[^1], 5 * Second, 6 * Second);
    }

    [Fact]
    public void Compress_WhenDaysBecomeSeconds_KeepsTheRates()
    {
        var curve = new ArrivalCurve([
            new(TimeSpan.Zero, 10),
            new(TimeSpan.FromHours(60), 40),
            new(TimeSpan.FromHours(120), 10),
        ]);

        var compressed = curve.Compress(10 * Second, 2 * Second, 3);

        Assert.Equal(12 * Second, compressed.Duration);
        Assert.Equal(120, compressed.Peak);
        Assert.Equal(60 + 750, compressed.Count); // 2 s at 30, then 10 s at 75 in the mean
        Assert.Equal(7, compressed.Points.Single(static p => p.Rate == 120).At.TotalSeconds, 6);
    }

    [Fact]
    public void TimeAfter_WhenCountedBack_IsItsInverse()
    {
        var curve = new ArrivalCurve([At(0, 50), At(2, 0), At(4, 0), At(5, 80), At(6, 0)]);

        Assert.All(
            Enumerable.Range(0, 260).Select(static i => i / 2.0),
            arrivals => Assert.Equal(arrivals, curve.CountBefore(curve.TimeAfter(arrivals)!.Value), 3)
        );
        Assert.Equal(curve.Total, curve.CountBefore(9 * Second), 9);
        Assert.Equal(0, curve.CountBefore(-Second));
        Assert.Equal(40, curve.RateAt(4.5 * Second), 9);
        Assert.Equal(0, curve.RateAt(7 * Second));
    }

    [Theory]
    [InlineData(new double[] { 0, 1 })]
    [InlineData(new double[] { 1, 1, 2, 1 })]
    [InlineData(new double[] { 0, 1, 2, -1 })]
    [InlineData(new double[] { 0, 1, 2, 1, 2, 1 })]
    public void ACurve_WhenItsPointsAreNone_IsRefused(double[] numbers)
    {
        var points = numbers.Chunk(2).Select(static p => At(p[0], p[1]));

        Assert.Throws<ArgumentException>(() => new ArrivalCurve(points));
    }

    [Fact]
    public void YearEnd_WhenItIsRead_IsTheLoadOfAProvince()
    {
        var scenario = ScenarioFile.Load(ScenarioFile.YearEnd);

        Assert.Equal(["teachers", "interactive", "seals"], scenario.Flows.Select(static f => f.Name));
        // Of the real time: 60 % of 5.2 million signatures; those of 540,000 pupils' PDFs come on top.
        var (teachers, interactive, seals) = (Count(0), Count(1), Count(2));
        Assert.InRange(teachers + interactive + (2 * seals), 0.55 * 5.2e6, 0.65 * 5.2e6);
        Assert.InRange(seals, 0.58 * 540_000, 0.62 * 540_000);
        Assert.InRange(
            scenario.Flows[0].Curve!.Peak + scenario.Flows[1].Curve!.Peak + (4 * scenario.Flows[2].Curve!.Peak),
            90,
            110
        );

        double Count(int flow) => scenario.Flows[flow].Curve!.Count;
    }

    private static ArrivalPoint At(double seconds, double rate) => new(TimeSpan.FromSeconds(seconds), rate);
}
