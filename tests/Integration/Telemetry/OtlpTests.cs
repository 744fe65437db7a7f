// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using System.Text;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>What a collector gets, and that nobody waits for one.</summary>
public sealed class OtlpTests
{
    [Theory]
    [InlineData("grpc")]
    [InlineData("http")]
    public async Task Export_WhenACollectorListens_BringsMetricsAndTracesWithoutPupils(string protocol)
    {
        using var collector = await Collector.StartAsync(protocol);
        using var school = new School(SchoolLevel.TieuHoc);
        using var secrets = new TemporaryFolder();
        var transcripts = school.Transcripts(2);
        var otlp = new OtlpOptions
        {
            Endpoint = collector.Endpoint,
            OverHttp = protocol == "http",
            HeadersFile = secrets.Write("headers", "x-key=4711\n"),
            TraceRatio = 1,
        };
        await using (var server = await StartAsync(school, otlp))
        {
            await SchoolDay.WorkAsync(server.Client, transcripts);
        }

        var (metrics, traces) = (collector.Read("metrics"), collector.Read("traces"));
        Require(
            metrics,
            "hocbaso.documents",
            "hocbaso.stage.duration",
            "hocbaso.hsm.session.busy",
            "dotnet.process.cpu.time",
            "hocbaso-signing-server",
            "node-1",
            "deployment.environment.name"
        );
        Require(
            traces,
            "hocbaso.signing.v1.SigningService/Sign",
            "document",
            "verify",
            "timestamp request",
            "MalformedDocument"
        );
        Assert.All(
            collector.HeadersOf("metrics").Concat(collector.HeadersOf("traces")),
            static headers => Assert.Contains("x-key=4711", headers, StringComparison.Ordinal)
        );
        var hidden = transcripts.SelectMany(LogSecretsTests.Secrets).Append(school.Pin).Append("item-0").ToArray();
        foreach (var text in hidden.Concat(hidden.Select(AsProtocPrints)))
        {
            Assert.DoesNotContain(metrics.Concat(traces), sent => sent.Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Export_WhenTheRatioIsZero_SendsNoTraces()
    {
        using var collector = await Collector.StartAsync("http");
        using var school = new School(SchoolLevel.TieuHoc);
        var otlp = new OtlpOptions
        {
            Endpoint = collector.Endpoint,
            OverHttp = true,
            TraceRatio = 0,
        };
        await using (var server = await StartAsync(school, otlp))
        {
            await SchoolDay.WorkAsync(server.Client, school.Transcripts(1));
        }

        Assert.NotEmpty(collector.Read("metrics"));
        Assert.Empty(collector.Read("traces"));
    }

    // One is refused at once, by the other nothing is ever answered.
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Sign_WhenTheCollectorIsAwayOrHangs_IsDoneAndTheServerStopsInTime(bool isClosed, bool overHttp)
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var endpoint = $"http://{socket.LocalEndpoint}";
        if (isClosed)
        {
            socket.Stop();
        }
        using var school = new School(SchoolLevel.TieuHoc);
        var otlp = new OtlpOptions
        {
            Endpoint = endpoint,
            OverHttp = overHttp,
            TraceRatio = 1,
            MetricsSeconds = 1,
        };
        var server = await StartAsync(school, otlp);
        var transcripts = school.Transcripts(1);

        for (var i = 0; i < 20; i++)
        {
            await SchoolDay.StreamAsync(server.Client, transcripts, School.AllSteps(transcripts[0]));
        }
        var stopping = TimeProvider.System.GetTimestamp();
        await server.DisposeAsync();

        // Two seconds are the exporter's; its own time-out of ten would be seen.
        Assert.InRange(TimeProvider.System.GetElapsedTime(stopping), TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    private static Task<RunningServer> StartAsync(School school, OtlpOptions otlp) =>
        RunningServer.StartAsync(
            SigningServerOptions.Load(school.WriteConfiguration()) with
            {
                Telemetry = new TelemetryOptions
                {
                    Otlp = otlp,
                    Resource = new Dictionary<string, string> { ["deployment.environment.name"] = "test" },
                },
            },
            new OutsideParts()
        );

    private static void Require(IReadOnlyList<string> sent, params string[] texts)
    {
        var all = string.Concat(sent);
        Assert.All(texts, text => Assert.Contains($"\"{text}\"", all, StringComparison.Ordinal));
    }

    // protoc prints what is no ASCII in octal.
    private static string AsProtocPrints(string text) =>
        string.Concat(
            Encoding
                .UTF8.GetBytes(text)
                .Select(static b => b < 128 ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8))
        );
}
