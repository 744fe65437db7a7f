// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Integration;

/// <summary>
/// <c>benchmarks/peers/run</c>, shortly. The bars themselves are for a quiet machine and longer rounds; those for XML are open
/// (benchmarks/peers/README.md). Here what was reached is held, with room for whatever else runs.
/// </summary>
[Collection(nameof(AloneCollection))]
[Trait("Category", "Long")]
public sealed class PeersTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly string _folder = Directory.CreateTempSubdirectory("hbs-peers-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_WhenAllSignOnOneToken_OutputsAreAcceptedAndOursAreAhead()
    {
        var result = await RunAsync("--rounds", "1", "--seconds", "2", "--warm-up", "8");

        string[] cases = ["xml p256", "pdf p256", "xml rsa2048", "pdf rsa2048"];
        string[] tools = ["xmlsec1", "pdfsig", "pdfsig"];
        var rows = result.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(cases.SelectMany(static c => Enumerable.Repeat(c, 3)), rows.Select(CaseOf));
        Assert.Equal(tools, result.GetProperty("tools").EnumerateArray().Select(static tool => Text(tool, "program")));
        Assert.All(rows, AssertDone);
        Assert.InRange(TimesPeer(rows, "xml p256"), 0.55, 1000);
        Assert.InRange(TimesPeer(rows, "pdf p256"), 1.5, 1000);
        Assert.InRange(TimesPeer(rows, "xml rsa2048"), 0.6, 1000);
        Assert.InRange(TimesPeer(rows, "pdf rsa2048"), 0.9, 1000);
    }

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var file = Path.Combine(_folder, "peers.json");
        var program = Repository.Path("benchmarks", "peers", "run");
        var start = new ProcessStartInfo(program, [.. arguments, "--json", file])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            output.WriteLine(await process.StandardOutput.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        Assert.Equal(0, process.ExitCode);
        return JsonElement.Parse(await File.ReadAllTextAsync(file, patience.Token));
    }

    private static void AssertDone(JsonElement row)
    {
        Assert.True(row.GetProperty("documentsPerSecond").GetDouble() > 0, row.ToString());
        Assert.Equal(0, row.GetProperty("errors").GetInt64());
        var acceptedBy = row.GetProperty("acceptedBy").EnumerateArray().Select(static who => who.GetString());
        Assert.Equal(["hbs", Text(row, "document") == "xml" ? "Santuario" : "pdfsig"], acceptedBy.Take(2));
    }

    private static double TimesPeer(List<JsonElement> rows, string peerCase) =>
        rows.Single(row => CaseOf(row) == peerCase && Text(row, "who") == "ours, SignatureOnly")
            .GetProperty("timesPeer")
            .GetDouble();

    private static string CaseOf(JsonElement row) => $"{Text(row, "document")} {Text(row, "key")}";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
