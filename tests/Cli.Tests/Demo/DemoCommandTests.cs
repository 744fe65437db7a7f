// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class DemoCommandTests(DevelopmentSite site)
{
    [Fact]
    public void Demo_WhenRun_SealsVerifiesAndTellsWhere()
    {
        Assert.True(site.Demo.ExitCode == 0, site.Demo.Output + site.Demo.Error);
        Assert.Equal(4, site.SealedFiles.Length);
        Assert.Contains("8 of 8 TOTAL_PASSED", site.Demo.Output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 PDFs carry the very XML beside them", site.Demo.Output, StringComparison.Ordinal);
        Assert.Contains("GVCN, CBQL, PHAT_HANH", site.Demo.Output, StringComparison.Ordinal);
        Assert.Contains($"verify --trust {site.TrustAnchors}", site.Demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WhenRunAgain_KeepsTokenCertificatesAndConfiguration()
    {
        var before = Snapshot();

        // Electives differ at THPT: several lists of steps, so several streams.
        var again = await CommandRun.HbsAsync("demo", "--home", site.Home, "--level", "thpt", "--students", "3");

        Assert.True(again.ExitCode == 0, again.Output + again.Error);
        Assert.Contains("signatures made  │ 51", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task Demo_WhenTheClassIsSmallerThanBefore_LeavesNoFileOfTheEarlierOne()
    {
        await CommandRun.HbsAsync("demo", "--home", site.Home, "--level", "thcs", "--students", "3");
        var run = await CommandRun.HbsAsync("demo", "--home", site.Home, "--level", "thcs", "--students", "1");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Single(Directory.GetFiles(Path.Combine(site.Home, "out", "thcs"), "*.xml"));
        Assert.Single(Directory.GetFiles(Path.Combine(site.Home, "out", "thcs"), "*.pdf"));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Secrets_WhenMade_AreForTheOwnerOnly()
    {
        var folder = site.Development;
        foreach (
            var file in new[] { folder.PinFile, folder.SecurityOfficerPinFile, folder.TlsKeyOf(DevelopmentTls.Admin) }
        )
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        var group = UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(folder.TokenFolder) & group);
        Assert.Equal(32, File.ReadAllText(folder.PinFile).Length);
    }

    [Fact]
    public void Journal_WhenADemoHasEnded_IsGone() =>
        Assert.True(Directory.GetDirectories(site.Development.Journal).Length <= 1, "one is the running server's");

    [Theory]
    [InlineData("--level", "gdtx")]
    [InlineData("--students", "0")]
    [InlineData("--students", "many")]
    [InlineData("--nonsense", "1")]
    public async Task Demo_WhenAnArgumentIsWrong_IsAUsageError(string option, string value)
    {
        var run = await CommandRun.HbsAsync("demo", "--home", site.Home, option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public void Demo_WhenTheMachineIsProduction_Refuses()
    {
        using var home = new TemporaryFolder();
        var program = typeof(HbsCommandLine).Assembly.Location;

        var run = OutsideTool.Run(
            "env",
            "DOTNET_ENVIRONMENT=Production",
            "dotnet",
            program,
            "demo",
            "--home",
            home.Path
        );

        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.Contains("Production", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }

    private string Snapshot() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(Path.Combine(site.Development.Root, "certs"))
                .Concat(Directory.EnumerateFiles(Path.Combine(site.Development.Root, "tls")))
                .Append(site.Development.ServerConfiguration)
                .Append(site.Development.PinFile)
                .Append(site.Development.TrustAnchors)
                .Order(StringComparer.Ordinal)
                .Select(static file => $"{file} {Convert.ToBase64String(File.ReadAllBytes(file))}")
        );
}
