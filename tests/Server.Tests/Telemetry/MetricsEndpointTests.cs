// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests.Telemetry;

/// <summary>/metrics, as Prometheus asks for it.</summary>
public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Get_WhenCallsWereMade_CountsThemInAFormThatPrometheusReads()
    {
        await using var host = await TestHost.StartAsync(telemetry: new TelemetryOptions());
        await host.Signing.SignAsync(
            new()
            {
                Settings = TestHost.Settings(),
                Format = V1.DocumentFormat.Xml,
                Document = ByteString("<a/>"),
            }
        );
        using var http = new HttpClient { BaseAddress = host.Host.HttpAddress };

        using var response = await http.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains(
            "rpc_server_duration_seconds_count{method=\"/hocbaso.signing.v1.SigningService/Sign\",status=\"OK\"}",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("dotnet_process_cpu_time_seconds_total{cpu_mode=\"user\"}", page, StringComparison.Ordinal);
        RequireReadable(page);
    }

    [Fact]
    public async Task Get_WhenThePageIsOff_IsNotFound()
    {
        await using var host = await TestHost.StartAsync(telemetry: new TelemetryOptions { MetricsPage = false });
        using var http = new HttpClient { BaseAddress = host.Host.HttpAddress };

        using var response = await http.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Refuse_WhenAClientIsRefused_NamesTheClientOnly()
    {
        await using var host = await TestHost.StartAsync(telemetry: new TelemetryOptions());
        host.Instruments.Refused("truong-79000701", SigningErrorKind.QuotaExceeded, "requests");
        using var http = new HttpClient { BaseAddress = host.Host.HttpAddress };

        var page = await http.GetStringAsync("/metrics");

        Assert.Contains(
            "hocbaso_client_refused_total{client=\"truong-79000701\",kind=\"QuotaExceeded\",limit=\"requests\"} 1\n",
            page,
            StringComparison.Ordinal
        );
    }

    // Prometheus' own client library, as Debian packs it: types, names and samples have to fit each other.
    private static void RequireReadable(string page)
    {
        const string Program = """
            import sys
            from prometheus_client.parser import text_string_to_metric_families
            families = list(text_string_to_metric_families(sys.stdin.read()))
            assert len(families) > 20, len(families)
            for family in families:
                assert family.type in ('counter', 'gauge', 'histogram'), family
                assert family.documentation, family.name
                for sample in family.samples:
                    assert sample.name.startswith(family.name), sample
            print(sum(len(f.samples) for f in families))
            """;
        var (exit, output, error) = OutsideTool.RunWithInput("/usr/bin/python3", page, "-c", Program);
        Assert.True(exit == 0, error);
        Assert.True(int.Parse(output, System.Globalization.CultureInfo.InvariantCulture) > 30, output);
    }

    private static Google.Protobuf.ByteString ByteString(string text) => Google.Protobuf.ByteString.CopyFromUtf8(text);
}
