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

    [Theory]
    [InlineData(DevelopmentTls.School, 0, "SERVING")]
    [InlineData(DevelopmentTls.Admin, 0, "SERVING")]
    [InlineData(DevelopmentTls.NoGrants, 1, "REFUSED (The client has no grant for this call.)")]
    [InlineData(
        DevelopmentTls.Server,
        1,
        "REFUSED (The certificate is not meant for clients, or its path breaks a rule.)"
    )]
    public async Task Health_WhenACertificateIsNamed_IsAskedAsItsOwner(string id, int exitCode, string answer)
    {
        var folder = site.Development;
        var run = await CommandRun.HbsAsync([
            "health",
            "--server",
            site.Server.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
            "--cert",
            folder.TlsCertificateOf(id),
            "--key",
            folder.TlsKeyOf(id),
            "--ca",
            folder.TlsAuthority,
        ]);

        Assert.Equal((exitCode, answer), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Health_WhenTheServersAuthorityIsNotTrusted_DoesNotReachIt()
    {
        var ca = site.Development.CertificateOf("ca-root");
        var run = await CommandRun.HbsAsync("health", "--server", site.Server, "--ca", ca);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.StartsWith("NOT_REACHABLE", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:1", ExitCode.Usage, "--key", "a.key", "--cert")]
    [InlineData("http://127.0.0.1:1", ExitCode.Usage, "--cert", "a.pem", "https")]
    [InlineData("https://127.0.0.1:1", ExitCode.Usage, "--ca", "no-such.pem", "no-such.pem")]
    public async Task Health_WhenTheCertificatesDoNotGoTogether_SaysSo(
        string server,
        int exitCode,
        string option,
        string value,
        string why
    )
    {
        var cert = Environment.GetEnvironmentVariable("HBS_CERT");
        Environment.SetEnvironmentVariable("HBS_CERT", null);
        try
        {
            var run = await CommandRun.HbsAsync("health", "--server", server, option, value);
            Assert.Equal(exitCode, run.ExitCode);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HBS_CERT", cert);
        }
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
