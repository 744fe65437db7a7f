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
