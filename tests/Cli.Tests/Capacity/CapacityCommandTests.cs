// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class CapacityCommandTests
{
    private const string Costs = """
        { "measured": "here", "costs": [
          { "document": "xml", "perDocumentMicros": 1, "perSignatureMicros": 1, "perTimestampMicros": 1 } ] }
        """;

    [Fact]
    public async Task Capacity_WhenAskedInJson_TellsNodesAndTheSimulation()
    {
        var run = await CommandRun.HbsAsync([
            "capacity",
            "--place",
            "province",
            "--hsm-rate",
            "150",
            "--hours",
            "2",
            "--nodes",
            "3",
            "--json",
        ]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]);
        var place = answer.RootElement.GetProperty("places")[0];
        Assert.Equal(540_000, place.GetProperty("pupils").GetInt64());
        Assert.InRange(place.GetProperty("peakSignaturesPerSecond").GetDouble(), 90, 110); // the scenario's own figure
        Assert.Equal("hsm", place.GetProperty("bottleneck").GetString());
        Assert.Equal(1, place.GetProperty("nodes").GetInt32());
        var runs = place.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal([1, 3], runs.Select(static r => r.GetProperty("nodes").GetInt32()));
        var simulated = runs[0].GetProperty("simulation");
        Assert.Equal(
            runs[0].GetProperty("peakHourUtilisation").GetDouble(),
            simulated.GetProperty("peakHourUtilisation").GetDouble(),
            0.03
        );
        Assert.True(simulated.GetProperty("interactiveP99Seconds").GetDouble() < 1);
    }

    [Fact]
    public async Task Capacity_WhenNothingIsGiven_KnowsTheNation()
    {
        var run = await CommandRun.HbsAsync(["capacity", "--hours", "0", "--json"]);

        using var answer = JsonDocument.Parse(run.Output.TrimEnd().Split('\n')[^1]);
        var places = answer.RootElement.GetProperty("places").EnumerateArray().ToList();
        Assert.Equal(["school", "province", "nation"], places.Select(static p => p.GetProperty("place").GetString()));
        Assert.InRange(places[2].GetProperty("peakSignaturesPerSecond").GetDouble(), 3000, 4000);
        Assert.Equal(JsonValueKind.Null, places[2].GetProperty("runs")[0].GetProperty("simulation").ValueKind);
    }

    [Theory]
    [InlineData("--place is one of school", "--place", "moon")]
    [InlineData("give one of --place and --pupils", "--place", "school", "--pupils", "5")]
    [InlineData("--pupils is 1 to", "--pupils", "0")]
    [InlineData("--cores is 1 to 1024", "--cores", "0")]
    [InlineData("--utilisation is 0.05 to 1", "--utilisation", "1.5")]
    [InlineData("--hsm-rate is 1 to", "--hsm-rate", "0")]
    [InlineData("--nodes is 1 to", "--nodes", "0")]
    [InlineData("--hours is 0 to", "--hours", "-1")]
    [InlineData(
        "too many to simulate",
        "--pupils",
        "1000000000",
        "--hsm-rate",
        "1000000",
        "--hours",
        "120",
        "--cores",
        "1024"
    )]
    [InlineData("more than 100000 nodes", "--pupils", "1000000000", "--hsm-rate", "1", "--hours", "0")]
    public async Task Capacity_WhenAValueIsWrong_SaysWhich(string complaint, params string[] options)
    {
        var run = await CommandRun.HbsAsync(["capacity", .. options]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no cost of", Costs)]
    [InlineData("costs[0].document is none of", """{ "costs": [{ "document": "fax" }] }""")]
    [InlineData(
        "costs[0].perSignatureMicros is no number",
        """{ "costs": [{ "document": "xml", "perDocumentMicros": 1 }] }"""
    )]
    [InlineData("costs is no list", """{ "measured": "x" }""")]
    [InlineData("speed is not known here", """{ "speed": 1 }""")]
    [InlineData("costs.json:", "{")]
    public async Task Capacity_WhenCostsAreWrong_NamesTheMember(string complaint, string text)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("costs.json", System.Text.Encoding.UTF8.GetBytes(text));

        var run = await CommandRun.HbsAsync(["capacity", "--costs", file]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capacity_WhenAFlowHasNoCurve_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("flat.json", """{ "name": "x", "flows": [{ "name": "a", "rate": 1 }] }"""u8.ToArray());

        var run = await CommandRun.HbsAsync(["capacity", "--scenario", file]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("flow a has no curve", run.Error, StringComparison.Ordinal);
    }
}
