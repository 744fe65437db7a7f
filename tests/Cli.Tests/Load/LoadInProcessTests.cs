// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>
/// The whole program in a process of its own: a module of PKCS#11 has one configuration in a process, and these tests' process has one
/// already.
/// </summary>
public sealed class LoadInProcessTests
{
    [Theory]
    [InlineData("--key", "rsa2048", "--callers", "8")]
    [InlineData("--key", "rsa2048", "--share", "0.5")]
    [InlineData("--transport", "grpc", "--document", "pdf", "--callers", "8", "--self-verification", "signature-only")]
    public async Task Load_WhenItMakesItsOwnServer_EndsByItselfAndLeavesNothing(params string[] options)
    {
        using var folder = new TemporaryFolder();
        var report = folder.File("report.html");
        string[] times = ["--duration", "2s", "--warm-up", "500ms", "--report", report, "--json"];

        var (code, output) = await HbsAsync(folder.Path, ["load", "--in-process", .. options, .. times]);

        Assert.True(code == 0, $"{code}: {output}");
        var json = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.True(json.GetProperty("documents").GetInt64() > 0);
        Assert.Equal(0, json.GetProperty("errors").GetInt64());
        Assert.True(json.GetProperty("tokenCeilingPerSecond").GetDouble() > 0);
        Assert.InRange(json.GetProperty("ratioToCeiling").GetDouble(), 0.0001, 1.5);
        Assert.True(json.GetProperty("serverCpuMicrosPerDocument").GetDouble() > 0);
        Assert.True(json.GetProperty("serverAllocatedBytesPerDocument").GetDouble() > 0);
        Assert.InRange(json.GetProperty("serverPeakRssMiB").GetDouble(), 20, 4000);
        Assert.InRange(json.GetProperty("durationSeconds").GetDouble(), 2, 30);
        Assert.Contains("<svg", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path, "hbs-*"));
    }

    [Fact]
    public async Task Load_WhenAScenarioHasFlowsOfAllKindsAndARamp_MeasuresEach()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write(
            "scenario.json",
            """
            { "name": "a morning", "level": "tieu-hoc", "flows": [
              { "name": "class", "document": "xml", "call": "stream", "streams": 2, "callers": 4 },
              { "name": "office", "document": "pair", "call": "unary", "steps": "seal", "profile": "T", "rate": 5 },
              { "name": "desk", "document": "rendition", "call": "unary", "rate": 5 },
              { "name": "day", "document": "pdf", "curve": [[0, 5], [8, 40], [24, 5]] } ] }
            """
        );
        string[] times = ["--ramp", "1s", "--duration", "3s", "--warm-up", "1s"];

        var (code, output) = await HbsAsync(
            folder.Path,
            ["load", "--in-process", "--scenario", scenario, .. times, "--json"]
        );

        Assert.True(code == 0, $"{code}: {output}");
        var json = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("a morning", json.GetProperty("scenario").GetString());
        Assert.Equal(0, json.GetProperty("errors").GetInt64());
        // The curve's mean, the rates, and what the closed loop adds.
        Assert.InRange(json.GetProperty("documents").GetInt64(), 3 * (20 + 5 + 5), 100_000);
        foreach (var flow in new[] { "class", "office", "desk", "day" })
        {
            Assert.Contains(flow, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Load_WhenItIsTheYearEnd_DoesAllOfItsDaysInAFewSeconds()
    {
        using var folder = new TemporaryFolder();
        string[] times = ["--duration", "4s", "--warm-up", "1s", "--intensity", "2"];

        var (code, output) = await HbsAsync(
            folder.Path,
            ["load", "--in-process", "--scenario", "year-end", .. times, "--json"]
        );

        Assert.True(code == 0, $"{code}: {output}");
        var json = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("year-end", json.GetProperty("scenario").GetString());
        Assert.Equal(0, json.GetProperty("errors").GetInt64());
        Assert.InRange(json.GetProperty("documents").GetInt64(), 20, 1_000);
        Assert.Contains("interactive", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenItIsASoak_JudgesItAndSaysSoByItsExitCode()
    {
        using var folder = new TemporaryFolder();
        string[] times = ["--duration", "6s", "--warm-up", "2s", "--share", "0.3"];

        var (code, output) = await HbsAsync(folder.Path, ["load", "--in-process", "--soak", .. times, "--json"]);

        // What else the machine does may show in so short a run: then the verdict has to be there.
        Assert.True(code == 0 || (code == 1 && output.Contains("Soak: ", StringComparison.Ordinal)), output);
        Assert.DoesNotContain("not measured", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> HbsAsync(string temporary, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = temporary },
        };
        start.ArgumentList.Add(typeof(HbsCommandLine).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
