// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;

namespace HocBaSo.Signing.Cli.Tests.Admin;

/// <summary>A server that takes a call and never answers.</summary>
public sealed class AdminAnswerTests
{
    [Theory]
    [InlineData("generate-key", "van-thu")]
    [InlineData("request", "van-thu", "1", "--cn", "Văn thư")]
    [InlineData("suspend", "van-thu", "1", "--reason", "mất thẻ")]
    public async Task Change_WhenNoAnswerComes_NamesTheIdUnderWhichItCanBeSentAgain(params string[] verb)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var run = await CommandRun.HbsAsync([
            "admin",
            .. verb,
            "--yes",
            "--server",
            $"http://{silent.LocalEndpoint}",
            .. (string[])["--timeout", "1", "--request-id", "doi-khoa-7"],
        ]);

        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.Contains("may have been made", run.Error, StringComparison.Ordinal);
        Assert.Contains("--request-id doi-khoa-7", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WhenNoAnswerComes_SaysSoInASentence()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var run = await CommandRun.HbsAsync(
            "admin",
            "list",
            "--timeout",
            "1",
            "--server",
            $"http://{silent.LocalEndpoint}"
        );

        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.Equal("hbs: DEADLINE_EXCEEDED: No answer came in time.", run.Error.Trim());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task Watch_WhenTheCountIsNone_IsAUsageError(string count)
    {
        var run = await CommandRun.HbsAsync("admin", "watch", "--count", count, "--server", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(count == "many" ? count : "--count is 1 or more", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3601")]
    [InlineData("soon")]
    public async Task Timeout_WhenItIsOutOfRange_IsAUsageError(string seconds)
    {
        var run = await CommandRun.HbsAsync("admin", "list", "--timeout", seconds);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--timeout", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void StopLimit_WhenAServerEnds_IsBeyondItsOwn() =>
        Assert.True(HbsCommandLine.StopLimit("serve") > TimeSpan.FromSeconds(600 + 30));
}
