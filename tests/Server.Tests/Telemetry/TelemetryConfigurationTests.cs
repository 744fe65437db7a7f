// SPDX-License-Identifier: Apache-2.0
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Telemetry;
using HocBaSo.Signing.Server.Tests.Configuration;

namespace HocBaSo.Signing.Server.Tests.Telemetry;

/// <summary>The member <c>telemetry</c>.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TelemetryConfigurationTests : IDisposable
{
    private readonly ConfigurationSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Read_WhenNothingIsSaid_ServesThePageAndSendsNothing()
    {
        var telemetry = Load(null);

        Assert.True(telemetry.MetricsPage);
        Assert.Null(telemetry.Otlp);
        Assert.Empty(telemetry.Resource);
    }

    [Fact]
    public void Read_WhenAllIsSaid_TakesIt()
    {
        var telemetry = Load(
            """
            {
              "metricsPage": false,
              "resource": { "deployment.environment.name": "tỉnh" },
              "otlp": {
                "endpoint": "https://collector.example.vn:4318/otlp",
                "protocol": "http-protobuf",
                "headersFile": "token.pin",
                "metrics": false,
                "metricsSeconds": 15,
                "traceRatio": 0.25,
                "timeoutMilliseconds": 3000
              }
            }
            """
        );

        Assert.False(telemetry.MetricsPage);
        Assert.Equal("tỉnh", telemetry.Resource["deployment.environment.name"]);
        Assert.Equal(
            new OtlpOptions
            {
                Endpoint = "https://collector.example.vn:4318/otlp",
                OverHttp = true,
                HeadersFile = _site.In("token.pin"),
                Metrics = false,
                MetricsSeconds = 15,
                TraceRatio = 0.25,
                TimeoutMilliseconds = 3000,
            },
            telemetry.Otlp
        );
    }

    [Theory]
    [InlineData("""{ "otlp": { "protocol": "grpc" } }""", "telemetry.otlp.endpoint")]
    [InlineData("""{ "metricsPage": "perhaps" }""", "telemetry.metricsPage")]
    [InlineData("""{ "page": true }""", "telemetry.page")]
    [InlineData("""{ "otlp": { "endpoint": "http://h:1", "headers": "a=b" } }""", "telemetry.otlp.headers")]
    [InlineData("""{ "otlp": { "endpoint": "http://h:1", "protocol": "udp" } }""", "telemetry.otlp.protocol")]
    [InlineData("""{ "otlp": { "endpoint": "http://h:1", "traceRatio": "all" } }""", "telemetry.otlp.traceRatio")]
    public void Read_WhenTheFormIsWrong_NamesTheMember(string json, string path)
    {
        var e = Assert.Throws<ConfigurationException>(() => Load(json));

        Assert.Contains(path + " ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collector:4317", 60, 10_000, 0.01, "endpoint")]
    [InlineData("http://user:secret@collector:4317", 60, 10_000, 0.01, "endpoint")]
    [InlineData("http://collector:4317", 0, 10_000, 0.01, "metricsSeconds")]
    [InlineData("http://collector:4317", 60, 99, 0.01, "timeoutMilliseconds")]
    [InlineData("http://collector:4317", 60, 10_000, 1.01, "traceRatio")]
    [InlineData("http://collector:4317", 60, 10_000, double.NaN, "traceRatio")]
    public void Check_WhenAValueIsOutOfRange_NamesTheMember(
        string endpoint,
        int seconds,
        int timeout,
        double ratio,
        string member
    )
    {
        var errors = new ErrorList();
        var otlp = new OtlpOptions
        {
            Endpoint = endpoint,
            MetricsSeconds = seconds,
            TimeoutMilliseconds = timeout,
            TraceRatio = ratio,
        };

        TelemetryRules.Check(new TelemetryOptions { Otlp = otlp }, errors);

        var error = Assert.Single(errors.Errors);
        Assert.Equal("telemetry.otlp." + member, error.Path);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer abc", "form name=value")]
    [InlineData("bad name=1", "form name=value")]
    [InlineData("x-key=Trường", "form name=value")]
    public void Objection_WhenTheFileHoldsNoHeaders_SaysSoWithoutItsContent(string content, string expected)
    {
        _site.Write("headers", content);

        var objection = OtlpHeaders.Objection(new OtlpOptions { Endpoint = "", HeadersFile = _site.In("headers") });

        Assert.Contains(expected, objection, StringComparison.Ordinal);
        Assert.DoesNotContain(content, objection, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenHeadersStandLineByLine_JoinsThem()
    {
        _site.Write("headers", "authorization=Basic%20YTpi\r\nx-tenant=so-gddt\n");

        var headers = OtlpHeaders.Read(new OtlpOptions { Endpoint = "", HeadersFile = _site.In("headers") });

        Assert.Equal("authorization=Basic%20YTpi,x-tenant=so-gddt", headers);
    }

    [Fact]
    public async Task Check_WhenHeadersGoInClearTextToAnotherMachine_Warns()
    {
        _site.Write("headers", "x-key=4711-secret");
        _site.Json["telemetry"] = JsonNode.Parse(
            """{ "otlp": { "endpoint": "http://collector.example.vn:4317", "headersFile": "headers" } }"""
        );

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Empty(report.Errors);
        var endpoint = Assert.Single(report.Warnings, static w => w.Path == "telemetry.otlp.endpoint");
        Assert.Contains("clear text", endpoint.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Warnings, static w => w.Message.Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_WhenTheHeadersFileIsMissing_IsAnError()
    {
        _site.Json["telemetry"] = JsonNode.Parse(
            """{ "otlp": { "endpoint": "http://127.0.0.1:4317", "headersFile": "nowhere" } }"""
        );

        var report = await SigningServerHost.CheckAsync(_site.File());

        Assert.Equal("telemetry.otlp.headersFile", Assert.Single(report.Errors).Path);
    }

    private TelemetryOptions Load(string? json)
    {
        if (json is not null)
        {
            _site.Json["telemetry"] = JsonNode.Parse(json);
        }
        return SigningServerOptions.Load(_site.File()).Telemetry;
    }
}
