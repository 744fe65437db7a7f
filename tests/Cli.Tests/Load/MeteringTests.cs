// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))] // Whose journal's thread lives as long as the test.
public sealed class MeteringTests
{
    private const string Page = """
        # HELP dotnet_process_cpu_time_seconds_total CPU time used by the process.
        # TYPE dotnet_process_cpu_time_seconds_total counter
        dotnet_process_cpu_time_seconds_total{cpu_mode="user"} 12.5
        dotnet_process_cpu_time_seconds_total{cpu_mode="a } b"} 2.5 1700000000000
        dotnet_gc_heap_total_allocated_bytes_total 1.5e+06
        dotnet_process_memory_working_set_bytes{otel_scope_name="System.Runtime"} 2097152
        broken
        """;

    [Fact]
    public void Sums_WhenAMetricHasLabels_AddsThemUp()
    {
        var sums = PrometheusText.Sums(Page);

        Assert.Equal(15, sums["dotnet_process_cpu_time_seconds_total"]);
        Assert.Equal(1.5e6, sums["dotnet_gc_heap_total_allocated_bytes_total"]);
        Assert.Equal(3, sums.Count);
    }

    [Fact]
    public async Task Read_WhenAServerHasAMetricsPage_TakesItsCounters()
    {
        using var web = new HttpFiles();
        using var meter = new MetricsPageMeter(web.Set("metrics", Encoding.ASCII.GetBytes(Page)));

        var reading = await meter.ReadAsync(CancellationToken.None);

        Assert.Equal(new ServerReading(15, 1_500_000, 2_097_152, null).CpuSeconds, reading!.CpuSeconds);
        Assert.Equal(1_500_000, reading.AllocatedBytes);
        Assert.Equal(2_097_152, reading.RssBytes);
    }

    [Fact]
    public async Task ReadSessions_WhenAPageHasThem_TellsThoseOfTokensThatAreReady()
    {
        const string Sessions = """
            # TYPE hocbaso_hsm_sessions gauge
            hocbaso_hsm_sessions{key_type="EC",token="one \"of\" {two}, a \\ and\nmore"} 4
            hocbaso_hsm_sessions{key_type="RSA",token="b"} 2 1700000000000
            hocbaso_hsm_sessions{key_type="EC",token="not ready"} 0
            hocbaso_hsm_sessions{key_type="EC",token="more than there can be"} 257
            hocbaso_hsm_sessions_of_others{key_type="EC",token="c"} 5
            """;
        using var web = new HttpFiles();
        using var meter = new MetricsPageMeter(web.Set("metrics", Encoding.ASCII.GetBytes(Sessions)));

        var sessions = await meter.ReadSessionsAsync(CancellationToken.None);

        Assert.Equal(
            [
                new TokenSessions("one \"of\" {two}, a \\ and\nmore", KeyFamily.Ec, 4),
                new TokenSessions("b", KeyFamily.Rsa, 2),
            ],
            sessions
        );
    }

    [Fact]
    public async Task Read_WhenThereIsNoPage_SaysNothing()
    {
        using var web = new HttpFiles();
        using var meter = new MetricsPageMeter(new Uri(web.Url, "metrics"));

        Assert.Null(await meter.ReadAsync(CancellationToken.None));
        Assert.Empty(await meter.ReadSessionsAsync(CancellationToken.None));
        Assert.Contains("could not be read 2 times: ", meter.Method, StringComparison.Ordinal);
        Assert.Contains("404", meter.Method, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics", "404")]
    [InlineData("health", "no metrics of a server")]
    public async Task Require_WhenThePageIsNone_SaysWhatIsWrong(string path, string reason)
    {
        using var web = new HttpFiles();
        _ = web.Set("health", "{}"u8.ToArray());
        using var meter = new MetricsPageMeter(new Uri(web.Url, path));

        var refusal = await Assert.ThrowsAsync<CommandException>(() => meter.RequireAsync(CancellationToken.None));

        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.StartsWith($"--metrics {web.Url}{path}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WhenAThreadOfAKnownNameWorks_ItsTimeIsToldApart()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        var goal = ThreadTimes.Read().GetValueOrDefault("journal") + 0.05;
        var read = new TaskCompletionSource<IReadOnlyDictionary<string, double>>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var thread = new Thread(() =>
        {
            for (
                var clock = Stopwatch.StartNew();
                ThreadTimes.Read().GetValueOrDefault("journal") < goal && clock.Elapsed.TotalSeconds < 20;

            )
            {
                // Work until the system has seen it.
            }
            read.SetResult(ThreadTimes.Read());
        })
        {
            Name = "journal-test",
            IsBackground = true,
        };

        thread.Start();
        var after = await read.Task;

        Assert.True(after["journal"] >= goal);
    }
}
