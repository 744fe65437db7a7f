// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Server.Telemetry.Page;

namespace HocBaSo.Signing.Server.Tests.Telemetry;

/// <summary>From measurements to the text format.</summary>
public sealed class MetricsPageTests : IDisposable
{
    private readonly Meter _meter = new($"test {Guid.NewGuid()}");
    private readonly List<Exception> _failures = [];
    private readonly MetricsPage _page;

    public MetricsPageTests() => _page = new MetricsPage(_failures.Add, name => name == _meter.Name);

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    [Theory]
    [InlineData("hocbaso.documents", "{document}", "hocbaso_documents_total")]
    [InlineData("dotnet.process.cpu.time", "s", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("a.seconds", "s", "a_seconds_total")]
    [InlineData("9-lives", null, "_9_lives_total")]
    public void Metric_WhenACounterHasAUnit_NamesItAsPrometheusWould(string name, string? unit, string expected) =>
        Assert.Equal(expected, PrometheusNames.Metric(name, unit, MetricKind.Counter));

    [Theory]
    [InlineData("dotnet.process.memory.working_set", "By", "dotnet_process_memory_working_set_bytes")]
    [InlineData("hocbaso.certificate.remaining", "d", "hocbaso_certificate_remaining_days")]
    [InlineData("load", "1", "load_ratio")]
    [InlineData("hocbaso.hsm.sessions", "{session}", "hocbaso_hsm_sessions")]
    public void Metric_WhenAGaugeHasAUnit_NamesItAsPrometheusWould(string name, string unit, string expected) =>
        Assert.Equal(expected, PrometheusNames.Metric(name, unit, MetricKind.Gauge));

    [Fact]
    public void Write_WhenLabelsHoldQuotesAndLines_EscapesThem()
    {
        var counter = _meter.CreateCounter<long>("things", "{thing}", "A \"line\"\nand a \\.");

        counter.Add(2, new("some.name", "say \"no\"\n\\"), new("flag", true));
        counter.Add(3, new("flag", true), new("some.name", "say \"no\"\n\\"));

        Assert.Equal(
            """
            # HELP things_total A "line"\nand a \\.
            # TYPE things_total counter
            things_total{flag="true",some_name="say \"no\"\n\\"} 5

            """.ReplaceLineEndings("\n"),
            _page.Write()
        );
    }

    [Fact]
    public void Write_WhenAHistogramAdvisesBounds_CountsUpToEachOfThem()
    {
        var histogram = _meter.CreateHistogram(
            "wait",
            "s",
            "Waits.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }
        );

        foreach (var value in new[] { 0.05, 0.1, 0.5, 7 })
        {
            histogram.Record(value, new KeyValuePair<string, object?>("stage", "sign"));
        }

        Assert.Equal(
            """
            # HELP wait_seconds Waits.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{stage="sign",le="0.1"} 2
            wait_seconds_bucket{stage="sign",le="1"} 3
            wait_seconds_bucket{stage="sign",le="+Inf"} 4
            wait_seconds_sum{stage="sign"} 7.65
            wait_seconds_count{stage="sign"} 4

            """.ReplaceLineEndings("\n"),
            _page.Write()
        );
    }

    [Fact]
    public void Write_WhenTwoInstrumentsHaveOneName_AddsThemUpAndForgetsWhatIsGone()
    {
        var left = 3;
        _meter.CreateObservableGauge("in_flight", () => 2);
        using (var other = new Meter(_meter.Name))
        {
            other.CreateObservableGauge("in_flight", () => left);
            Assert.Contains("in_flight 5\n", _page.Write(), StringComparison.Ordinal);
            left = 40;
            Assert.Contains("in_flight 42\n", _page.Write(), StringComparison.Ordinal);
        }

        Assert.Contains("in_flight 2\n", _page.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhenAnInstrumentThrows_TellsAndWritesTheOthers()
    {
        Func<int> gone = () => throw new InvalidOperationException("gone");
        _meter.CreateObservableGauge("broken", gone);
        _meter.CreateUpDownCounter<int>("queue").Add(-4);

        var page = _page.Write();

        Assert.Contains("queue -4\n", page, StringComparison.Ordinal);
        Assert.Single(_failures);
    }

    [Fact]
    public void Write_WhenALabelTakesEveryValue_StaysBoundedAndLosesNothing()
    {
        var counter = _meter.CreateCounter<long>("strangers");
        for (var i = 0; i < 5 * MetricFamily.MaxSeries; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("name", $"n{i}"));
        }

        var samples = _page.Write().Split('\n').Where(static l => l.StartsWith("strangers", StringComparison.Ordinal));

        Assert.Equal(MetricFamily.MaxSeries + 1, samples.Count());
        Assert.Contains(
            $"strangers_total{{otel_metric_overflow=\"true\"}} {4 * MetricFamily.MaxSeries}\n",
            _page.Write(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Record_WhenThePageListens_AllocatesNothing()
    {
        var counter = _meter.CreateCounter<long>("documents");
        var histogram = _meter.CreateHistogram<double>("wait", "s");
        Measure(10_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure(int count)
        {
            for (var i = 0; i < count; i++)
            {
                counter.Add(1, new("format", "Xml"), new("status", "Signed"), new("role", "GVCN"));
                histogram.Record(0.25 * i, new KeyValuePair<string, object?>("stage", "sign"));
            }
        }
    }

    [Fact]
    public async Task Add_WhenThreadsCountTogether_LosesNothing()
    {
        const int Threads = 4;
        const int Each = 50_000;
        var counter = _meter.CreateCounter<long>("documents");
        var histogram = _meter.CreateHistogram<double>("wait", "s");

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(Count)));

        var page = _page.Write();
        Assert.Contains($"documents_total {Threads * Each}\n", page, StringComparison.Ordinal);
        Assert.Contains($"wait_seconds_count {Threads * Each}\n", page, StringComparison.Ordinal);
        Assert.Contains($"wait_seconds_sum {Threads * Each}\n", page, StringComparison.Ordinal);

        void Count()
        {
            for (var i = 0; i < Each; i++)
            {
                counter.Add(1);
                histogram.Record(1);
            }
        }
    }
}
