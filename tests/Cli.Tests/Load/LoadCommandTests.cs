// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class LoadCommandTests(DevelopmentSite site)
{
    [Theory]
    [InlineData("one of --server and --in-process")]
    [InlineData("one of --server and --in-process", "--in-process", "--server", "http://127.0.0.1:1")]
    [InlineData("exclude each other", "--in-process", "--rate", "5", "--callers", "2")]
    [InlineData("exclude each other", "--in-process", "--unary", "--stream")]
    [InlineData("exclude each other", "--in-process", "--share", "0.5", "--rate", "5")]
    [InlineData("--ramp of a soak ends within", "--in-process", "--soak", "--warm-up", "5s", "--ramp", "5m")]
    [InlineData("--share is above 0", "--in-process", "--share", "0")]
    [InlineData("is for a single flow", "--in-process", "--share", "0.5", "--scenario", "year-end")]
    [InlineData("--transport none knows", "--in-process", "--transport", "none", "--stream")]
    [InlineData("--transport none knows", "--in-process", "--transport", "none", "--document", "pair")]
    [InlineData("--key is for --in-process", "--server", "http://127.0.0.1:1", "--key", "p256")]
    [InlineData("--cert is for --server", "--in-process", "--transport", "grpc", "--cert", "ours.pem")]
    [InlineData("--ca is for --server", "--in-process", "--ca", "roots.pem")]
    [InlineData("--metrics is for --server", "--in-process", "--metrics", "http://127.0.0.1:1/metrics")]
    [InlineData("is no URL", "--server", "http://127.0.0.1:1", "--metrics", "nowhere")]
    [InlineData("is no duration", "--in-process", "--duration", "10")]
    [InlineData("is at least 100ms", "--in-process", "--duration", "10ms")]
    [InlineData("--callers is 1 to", "--in-process", "--callers", "0")]
    [InlineData("1.5", "--in-process", "--callers", "1.5")]
    [InlineData("1.5", "--in-process", "--sessions", "1.5")]
    [InlineData("1.5", "--in-process", "--stream", "--streams", "1.5")]
    [InlineData("1.5", "--in-process", "--count", "1.5")]
    [InlineData("--steps is 1 to 100", "--in-process", "--steps", "1.5")]
    [InlineData("--rate is above 0", "--in-process", "--rate", "-1")]
    [InlineData("--steps is 1 to 100", "--in-process", "--steps", "none")]
    [InlineData("--steps seal is for", "--in-process", "--steps", "seal", "--document", "pdf")]
    [InlineData("--steps of a pair is", "--in-process", "--document", "pair", "--steps", "3")]
    [InlineData("50 steps are more than the 3", "--in-process", "--level", "tieu-hoc", "--steps", "50")]
    [InlineData("3 steps are more than the 2", "--in-process", "--document", "pdf", "--steps", "3")]
    [InlineData("--tenant is for --server", "--in-process", "--tenant", "x")]
    [InlineData("needs --metrics", "--server", "http://127.0.0.1:1", "--soak")]
    [InlineData("--streams goes with", "--in-process", "--streams", "2")]
    [InlineData("is for a single flow", "--in-process", "--scenario", "year-end", "--document", "pdf")]
    [InlineData("is for --scenario", "--in-process", "--intensity", "2")]
    [InlineData("postcard", "--in-process", "--document", "postcard")]
    [InlineData("is an HTML page", "--in-process", "--report", "picture.png")]
    [InlineData("does not exist", "--in-process", "--report", "/nowhere/at/all/report.html")]
    public async Task Load_WhenOptionsDoNotGoTogether_SaysWhich(string complaint, params string[] options)
    {
        var run = await CommandRun.HbsAsync(["load", .. options]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(complaint, run.Error + run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flows is no list", """{ "name": "x" }""")]
    [InlineData("flows is empty", """{ "name": "x", "flows": [] }""")]
    [InlineData("name is missing", """{ "flows": [{ "name": "a", "callers": 1 }] }""")]
    [InlineData("speed is not known here", """{ "name": "x", "speed": 1, "flows": [{ "name": "a", "callers": 1 }] }""")]
    [InlineData(
        "flows[0].document is none of xml",
        """{ "name": "x", "flows": [{ "name": "a", "document": "fax", "callers": 1 }] }"""
    )]
    [InlineData("exactly one of them", """{ "name": "x", "flows": [{ "name": "a" }] }""")]
    [InlineData("exactly one of them", """{ "name": "x", "flows": [{ "name": "a", "rate": 1, "callers": 1 }] }""")]
    [InlineData("flows[0].rate is no number", """{ "name": "x", "flows": [{ "name": "a", "rate": "many" }] }""")]
    [InlineData(
        "flows[0].callers is no whole number from 1 to 4096",
        """{ "name": "x", "flows": [{ "name": "a", "callers": 1.5 }] }"""
    )]
    [InlineData("callers is no whole number", """{ "name": "x", "flows": [{ "name": "a", "callers": 4097 }] }""")]
    [InlineData("steps is no whole number", """{ "name": "x", "flows": [{ "name": "a", "rate": 1, "steps": 1.5 }] }""")]
    [InlineData(
        "streams is no whole number",
        """{ "name": "x", "flows": [{ "name": "a", "rate": 1, "call": "stream", "streams": 2.5 }] }"""
    )]
    [InlineData("growing hours", """{ "name": "x", "flows": [{ "name": "a", "curve": [[0, 1], [0, 2]] }] }""")]
    [InlineData("is no list of two numbers", """{ "name": "x", "flows": [{ "name": "a", "curve": [[0, 1], 7] }] }""")]
    [InlineData(
        "duration is no duration",
        """{ "name": "x", "duration": "soon", "flows": [{ "name": "a", "rate": 1 }] }"""
    )]
    [InlineData(
        "flows[0].steps is \"all\" or \"seal\" of a pair",
        """{ "name": "x", "flows": [{ "name": "a", "document": "pair", "steps": 3, "rate": 1 }] }"""
    )]
    [InlineData(
        "flow a: 50 steps are more than the 3",
        """{ "name": "x", "level": "tieu-hoc", "flows": [{ "name": "a", "steps": 50, "rate": 1 }] }"""
    )]
    [InlineData("is no JSON", """{ "name": """)]
    [InlineData(
        "points of its curve fall together",
        """{ "name": "x", "duration": "2s", "flows": [{ "name": "a", "curve": [[0, 5], [0.000001, 9], [120, 5]] }] }"""
    )]
    [InlineData("surrogate", """{ "name": "\ud800", "flows": [] }""")]
    public async Task Load_WhenAScenarioIsWrong_NamesTheMember(string complaint, string text)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.HbsAsync("load", "--in-process", "--scenario", folder.Write("s.json", text));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheIntensityIsBeyondTheHighestRate_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("s.json", """{ "name": "x", "flows": [{ "name": "a", "rate": 100000 }] }""");

        var run = await CommandRun.HbsAsync("load", "--in-process", "--scenario", file, "--intensity", "2");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("flow a exceeds 100000", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrintScenario_WhenItIsRead_IsTheOneThatIsBuiltIn()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.HbsAsync("load", "--print-scenario");

        var read = ScenarioFile.Load(folder.Write("s.json", run.Output));
        Assert.Equal(ScenarioFile.Load(ScenarioFile.YearEnd).Flows.Count, read.Flows.Count);
    }

    [Theory]
    [InlineData("--document", "xml", "--stream", "--steps", "all", "--profile", "T")]
    [InlineData("--document", "pdf", "--stream", "--streams", "2")]
    [InlineData("--document", "pair", "--steps", "seal")]
    [InlineData("--document", "rendition", "--stream")]
    public async Task Load_WhenAServerRuns_DoesEachKindOfDocument(params string[] options)
    {
        string[] short_ = ["--duration", "400ms", "--warm-up", "0s", "--callers", "2", "--level", "tieu-hoc", "--json"];

        var run = await CommandRun.HbsAsync(["load", "--server", site.Server, .. options, .. short_]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var json = JsonDocument.Parse(run.Lines[^1]).RootElement;
        Assert.True(json.GetProperty("documents").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("tokenCeilingPerSecond").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("serverCpuMicrosPerDocument").ValueKind);
    }

    [Fact]
    public async Task Load_WhenTheServersConfigurationIsGiven_StandsBesideItsTokensCeiling()
    {
        var run = await CommandRun.HbsAsync(
            "load",
            "--server",
            site.Server,
            "--configuration",
            site.Development.ServerConfiguration,
            "--rate",
            "20",
            "--duration",
            "1s",
            "--warm-up",
            "0s",
            "--level",
            "tieu-hoc",
            "--json"
        );

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var json = JsonDocument.Parse(run.Lines[^1]).RootElement;
        Assert.Equal(20, json.GetProperty("documents").GetInt64());
        var ceiling = json.GetProperty("tokenCeilingPerSecond").GetDouble();
        Assert.True(ceiling > 20);
        Assert.InRange(json.GetProperty("ratioToCeiling").GetDouble(), 0.0001, 1.5);
        Assert.Contains("Latency counts from the time a document was due", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheConfigurationNamesNoKey_SaysThatThereIsNoCeiling()
    {
        var file = site.Development.ServerConfiguration;
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        foreach (var identity in configuration["identities"]!.AsArray())
        {
            identity!.AsObject().Remove("key");
            identity.AsObject().Remove("certificates");
        }
        var keyless = Path.Combine(Path.GetDirectoryName(file)!, "keyless.json");
        await File.WriteAllTextAsync(keyless, configuration.ToJsonString());

        var run = await CommandRun.HbsAsync([
            .. (string[])["load", "--server", site.Server, "--configuration", keyless, "--json"],
            .. (string[])["--rate", "20", "--duration", "500ms", "--warm-up", "0s", "--level", "tieu-hoc"],
        ]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var json = JsonDocument.Parse(run.Lines[^1]).RootElement;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("tokenCeilingPerSecond").ValueKind);
        Assert.Contains("No ceiling", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheServersPageIsNamed_CountsWhatTheServerUsed()
    {
        string[] server = ["--server", site.Server, "--metrics", new Uri(site.Http, "/metrics").ToString()];
        string[] short_ = ["--duration", "2s", "--warm-up", "300ms", "--callers", "2", "--level", "tieu-hoc", "--json"];

        var run = await CommandRun.HbsAsync(["load", .. server, .. short_]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var json = JsonDocument.Parse(run.Lines[^1]).RootElement;
        Assert.InRange(json.GetProperty("serverCpuMicrosPerDocument").GetDouble(), 10, 1_000_000);
        Assert.InRange(json.GetProperty("serverAllocatedBytesPerDocument").GetDouble(), 1_000, 100_000_000);
        Assert.InRange(json.GetProperty("serverPeakRssMiB").GetDouble(), 20, 8_000);
    }

    [Theory]
    [InlineData("--document", "xml")]
    [InlineData("--document", "pdf", "--stream", "--streams", "2")]
    [InlineData("--document", "pair", "--steps", "seal")]
    [InlineData("--share", "0.5")]
    public async Task Load_WhenNobodyListens_EndsAtOnceAndNamesTheAddress(params string[] options)
    {
        string[] nowhere =
        [
            "load",
            "--server",
            "http://127.0.0.1:1",
            "--duration",
            "1h",
            "--level",
            "tieu-hoc",
            "--json",
        ];

        var run = await CommandRun.HbsAsync([.. nowhere, .. options]);

        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.Contains("the server at http://127.0.0.1:1/ can't be reached", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("http", "--unary")]
    [InlineData("https", "--unary")]
    [InlineData("https", "--stream")]
    public async Task Load_WhenAnotherKindOfServerListens_EndsAtOnceToo(string scheme, string call)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var stop = new CancellationTokenSource();
        var answering = AnswerAsync(other, stop.Token);
        var server = $"{scheme}://{other.LocalEndpoint}";
        string[] nowhere = ["load", "--server", server, "--duration", "1h", "--level", "tieu-hoc", call];

        var run = await CommandRun.HbsAsync(nowhere);
        await stop.CancelAsync();
        await answering;

        Assert.True(run.ExitCode == ExitCode.Fault, run.Output + run.Error);
        Assert.Contains($"the server at {server}/ can't be reached", run.Error, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener listener, CancellationToken stop)
    {
        var no = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                _ = await client.GetStream().ReadAtLeastAsync(new byte[24], 24, throwOnEndOfStream: false, stop);
                await client.GetStream().WriteAsync(no, stop);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The test is over, or this client is gone.
            }
        }
    }
}
