// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Xml.Linq;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class LoadReportTests
{
    private static readonly ServerUse Used = new(0.05, 2_000_000, 90 << 20)
    {
        CpuByThreads = new Dictionary<string, double> { ["token"] = 0.02, ["documents"] = 0.03 },
    };

    [Fact]
    public void Json_WhenAllIsKnown_HasThePromisedMembersInTheirOrder()
    {
        var json = JsonDocument.Parse(LoadJson.Write(LoadSample.Result(server: Used))).RootElement;

        Assert.Equal(
            [
                "scenario",
                "documents",
                "errors",
                "durationSeconds",
                "documentsPerSecond",
                "tokenCeilingPerSecond",
                "ratioToCeiling",
                "latencyMs",
                "serverCpuMicrosPerDocument",
                "serverAllocatedBytesPerDocument",
                "serverPeakRssMiB",
            ],
            json.EnumerateObject().Select(static m => m.Name)
        );
        var latency = json.GetProperty("latencyMs");
        Assert.Equal(["p50", "p90", "p99", "p999", "max"], latency.EnumerateObject().Select(static m => m.Name));
        Assert.Equal(100, json.GetProperty("documents").GetInt64());
        Assert.Equal(1, json.GetProperty("errors").GetInt64());
        Assert.Equal(10, json.GetProperty("documentsPerSecond").GetDouble());
        Assert.Equal(100, json.GetProperty("tokenCeilingPerSecond").GetDouble());
        Assert.Equal(0.2, json.GetProperty("ratioToCeiling").GetDouble()); // two signatures a document
        Assert.Equal(500, json.GetProperty("serverCpuMicrosPerDocument").GetDouble());
        Assert.Equal(20_000, json.GetProperty("serverAllocatedBytesPerDocument").GetDouble());
        Assert.Equal(100, json.GetProperty("serverPeakRssMiB").GetDouble());
        Assert.InRange(latency.GetProperty("p50").GetDouble(), 50, 50.2);
        Assert.Equal(100, latency.GetProperty("max").GetDouble());
    }

    [Fact]
    public void Html_WhenSlicesAreManyForAChart_AddsUpTheProcessorsOfThoseThatBecomeOne()
    {
        // Half a processor in every second.
        var slices = Enumerable.Range(0, 900).Select(static i => LoadSample.Slice(i)).ToArray();

        var chart = ReportCharts
            .Of(LoadSample.Result(server: Used, slices: slices))
            .Single(static part => part.Title == "Processors in use");

        Assert.Contains(">0.4<", chart.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_WhenTheServerSaysNothing_HasNullInstead()
    {
        var json = JsonDocument.Parse(LoadJson.Write(LoadSample.Result())).RootElement;

        foreach (
            var name in new[]
            {
                "tokenCeilingPerSecond",
                "ratioToCeiling",
                "serverCpuMicrosPerDocument",
                "serverAllocatedBytesPerDocument",
                "serverPeakRssMiB",
            }
        )
        {
            Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind);
        }
    }

    [Fact]
    public void Html_WhenItIsOpened_AsksForNothingElse()
    {
        var html = HtmlReport.Write(LoadSample.Result(server: Used));

        foreach (var outside in new[] { "<script", "<link", "src=", "href=", "url(", "@import", "http" })
        {
            Assert.DoesNotContain(outside, html, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(6, html.Split("<svg").Length - 1);
        Assert.Contains("OVERLOADED", html, StringComparison.Ordinal);
        Assert.Contains("inside the module", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_WhenANameHoldsMarkup_ShowsItAsText()
    {
        var html = HtmlReport.Write(LoadSample.Result("<b onload=x>&"));

        Assert.DoesNotContain("<b onload", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b onload=x&gt;&amp;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_WhenTheyAreDrawn_AreWellFormed()
    {
        foreach (var (title, body) in ReportCharts.Of(LoadSample.Result(server: Used)))
        {
            Assert.NotEmpty(title);
            Assert.NotEmpty(XElement.Parse($"<div>{body}</div>").Descendants());
        }
    }

    [Theory]
    [InlineData(0.004, 0.9)]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(17, 123_456)]
    public void AnAxis_WhenItHasMarks_HoldsTheValuesBetweenThem(double least, double most)
    {
        foreach (var axis in new[] { ChartAxis.Linear(most), ChartAxis.Logarithmic(least, most) })
        {
            Assert.InRange(axis.Marks.Count, 2, 30);
            Assert.True(axis.Marks[^1] >= most);
            Assert.InRange(axis.At(most), 0, 1);
            Assert.Equal(1, axis.At(axis.Marks[^1]), 6);
        }
    }

    [Fact]
    public void Soak_WhenNothingChanges_IsGood()
    {
        var slices = Enumerable.Range(0, 11).Select(static i => LoadSample.Slice(i)).ToArray();

        Assert.Empty(SoakVerdict.Of(Soaked(slices)));
    }

    [Fact]
    public void Soak_WhenLatencyAndMemoryGrowAndThroughputFalls_SaysSo()
    {
        var slices = Enumerable
            .Range(0, 11)
            .Select(static i => LoadSample.Slice(i, rate: 100 - (3 * i), p99: 5 + i, rss: 100 + (10 * i)))
            .ToArray();

        var drifts = SoakVerdict.Of(Soaked(slices));

        Assert.Equal(3, drifts.Count);
        Assert.Contains("p99 grew", drifts[0], StringComparison.Ordinal);
        Assert.Contains("throughput fell", drifts[1], StringComparison.Ordinal);
        Assert.Contains("memory grew", drifts[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_WhenOnlyTheMiddleWasSlow_SaysWhere()
    {
        var slices = Enumerable
            .Range(0, 11)
            .Select(static i => LoadSample.Slice(i, p99: i is 5 or 6 ? 500 : 5))
            .ToArray();

        var drift = Assert.Single(SoakVerdict.Of(Soaked(slices)));

        Assert.Contains("p99 grew from 5.0 to 500.0 ms in part 3 of 5", drift, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_WhenDocumentsComeByACurve_ComparesNoThroughput()
    {
        var slices = Enumerable.Range(0, 11).Select(static i => LoadSample.Slice(i, rate: 100 - (8 * i))).ToArray();
        var soaked = Soaked(slices);
        var flow = soaked.Scenario.Flows[0] with
        {
            Callers = null,
            Curve = new ArrivalCurve([new(TimeSpan.Zero, 9), new(LoadSample.WarmUp, 1)]),
        };

        Assert.Single(SoakVerdict.Of(soaked));
        Assert.Empty(SoakVerdict.Of(soaked with { Scenario = soaked.Scenario with { Flows = [flow] } }));
    }

    [Fact]
    public void Soak_WhenMemoryWasNotMeasured_IsNoProof()
    {
        var slices = Enumerable.Range(0, 11).Select(static i => LoadSample.Slice(i) with { Server = null }).ToArray();

        Assert.Contains("not measured", Assert.Single(SoakVerdict.Of(Soaked(slices))), StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_WhenItIsTooShort_IsNoProof() =>
        Assert.Single(SoakVerdict.Of(Soaked([LoadSample.Slice(0), LoadSample.Slice(1)])));

    private static LoadMeasurement Soaked(LoadSlice[] slices) => LoadSample.Result(slices: slices).Measured;
}
