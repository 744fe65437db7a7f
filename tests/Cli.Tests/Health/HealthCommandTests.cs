// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class HealthCommandTests(DevelopmentSite site)
{
    [Fact]
    public async Task Health_WhenTheServerServes_SaysServing()
    {
        var run = await CommandRun.HbsAsync("health", "--server", site.Server);

        Assert.Equal((0, "SERVING"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Health_WhenNobodyListens_Fails()
    {
        var run = await CommandRun.HbsAsync("health", "--server", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.StartsWith("NOT_REACHABLE", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:5440")]
    [InlineData("ftp://127.0.0.1")]
    public async Task Health_WhenTheAddressIsNoUrl_IsAUsageError(string address) =>
        Assert.Equal(ExitCode.Usage, (await CommandRun.HbsAsync("health", "--server", address)).ExitCode);
}
