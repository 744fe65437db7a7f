// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class VerifyCommandTests(DevelopmentSite site) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_WhenSealedAndTrusted_Passes()
    {
        var run = await VerifyAsync(site.SealedFiles);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(site.SealedFiles, run.Json.Select(static j => j.GetProperty("file").GetString()));
        Assert.All(run.Json, static j => Assert.Equal("TOTAL_PASSED", j.GetProperty("indication").GetString()));
        Assert.All(run.Json, static j => Assert.Equal(3, j.GetProperty("signatures").GetArrayLength()));
        var seal = run.Json[0].GetProperty("signatures")[2];
        Assert.Equal("PHAT_HANH", seal.GetProperty("role").GetString());
        Assert.Equal("XAdES-BASELINE-T", seal.GetProperty("level").GetString());
        Assert.Contains(
            "TSA",
            seal.GetProperty("timestamp").GetProperty("authority").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("", seal.GetProperty("signedData")[0].GetString());
    }

    [Fact]
    public async Task Verify_WhenNobodyIsTrusted_IsIntactButIndeterminate()
    {
        var run = await CommandRun.HbsAsync("verify", "--json", site.SealedFiles[0]);

        Assert.Equal(ExitCode.Indeterminate, run.ExitCode);
        Assert.Equal("intact", run.Json[0].GetProperty("integrity").GetString());
        Assert.Equal("NO_CERTIFICATE_CHAIN_FOUND", run.Json[0].GetProperty("subIndication").GetString());
    }

    [Fact]
    public async Task Verify_WhenTheTimestampsAnchorsAreOthers_DoesNotPass()
    {
        var signers = site.Development.CertificateOf("ca-root");
        var stamps = site.Development.CertificateOf("tsa-root");
        var file = site.SealedFiles[0];

        var apart = await CommandRun.HbsAsync("verify", "--trust", signers, "--tsa-trust", stamps, file);
        var swapped = await CommandRun.HbsAsync("verify", "--trust", stamps, "--tsa-trust", signers, file);

        Assert.Equal(ExitCode.Success, apart.ExitCode);
        Assert.NotEqual(ExitCode.Success, swapped.ExitCode);
    }

    [Fact]
    public async Task Verify_WhenACharacterIsChanged_Fails()
    {
        var text = await File.ReadAllTextAsync(site.SealedFiles[0]);
        var changed = _folder.Write("changed.xml", text.Replace("<HoTen>", "<HoTen>X", StringComparison.Ordinal));

        var run = await VerifyAsync(changed, site.SealedFiles[1]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal("broken", run.Json[0].GetProperty("integrity").GetString());
        Assert.Equal("TOTAL_FAILED", run.Json[0].GetProperty("indication").GetString());
        Assert.Equal("TOTAL_PASSED", run.Json[1].GetProperty("indication").GetString());
    }

    [Fact]
    public async Task Verify_WhenNothingIsSigned_IsUnsigned()
    {
        var run = await VerifyAsync(_folder.Write("plain.xml", "<a/>"));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal("unsigned", run.Json[0].GetProperty("integrity").GetString());
    }

    [Fact]
    public async Task Verify_WhenThePdfCannotBeVerifiedYet_SaysSo()
    {
        var run = await VerifyAsync(_folder.Write("a.pdf", "%PDF-1.7\n"));

        Assert.Equal(ExitCode.Indeterminate, run.ExitCode);
        Assert.Equal("PDF", run.Json[0].GetProperty("format").GetString());
        Assert.Equal("unsupported", run.Json[0].GetProperty("integrity").GetString());
    }

    [Fact]
    public async Task Verify_WhenFilesCannotBeRead_AnswersEachAndExitsThree()
    {
        var huge = _folder.In("huge.xml");
        await using (var stream = File.Create(huge))
        {
            stream.SetLength(FileVerifier.MaxFileSize + 1L);
        }
        string[] bad =
        [
            _folder.In("missing.xml"),
            _folder.In("no/such/folder.xml"),
            _folder.Path,
            _folder.Write("empty.xml", ""),
            _folder.Write("text.xml", "Học bạ"),
            _folder.Write("cut.xml", "<a><b></a>"),
            _folder.Write("zeros.xml", new byte[1000]),
            huge,
            "/proc/self/mem", // opens, but its first octet can't be read
            "bad\0name",
        ];

        var run = await VerifyAsync([.. bad, site.SealedFiles[0]]);

        Assert.Equal(ExitCode.Unreadable, run.ExitCode);
        Assert.Equal(bad.Append(site.SealedFiles[0]), run.Json.Select(static j => j.GetProperty("file").GetString()));
        Assert.All(run.Json[..^1], static j => Assert.Equal("unreadable", j.GetProperty("integrity").GetString()));
        Assert.All(run.Json[..^1], static j => Assert.NotEqual("", j.GetProperty("reason").GetString()));
        Assert.Equal("intact", run.Json[^1].GetProperty("integrity").GetString());
    }

    [Fact]
    public async Task Verify_WhenNamesComeFromStandardInput_TakesThemAfterTheArguments()
    {
        var names = site.SealedFiles;

        var run = await CommandRun.HbsAsync(
            ["verify", "--json", "--trust", site.TrustAnchors, "--files-from", "-", names[3]],
            $"{names[2]}\n\n{names[0]}\n"
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([names[3], names[2], names[0]], run.Json.Select(static j => j.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Verify_WhenTheListIsAFile_TakesItsLines()
    {
        var list = _folder.Write("list", string.Join('\n', site.SealedFiles));

        var run = await CommandRun.HbsAsync("verify", "--json", "--trust", site.TrustAnchors, "--files-from", list);

        Assert.Equal(site.SealedFiles, run.Json.Select(static j => j.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Verify_WhenFilesAreMany_KeepsTheOrder()
    {
        var names = Enumerable.Range(0, 500).Select(i => site.SealedFiles[i % 4]).ToList();

        var run = await CommandRun.HbsAsync(
            ["verify", "--json", "--trust", site.TrustAnchors, "--files-from", "-"],
            string.Join('\n', names)
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(names, run.Json.Select(static j => j.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Verify_WhenForAPerson_ShowsATable()
    {
        var one = await CommandRun.HbsAsync("verify", "--trust", site.TrustAnchors, site.SealedFiles[0]);
        var all = await CommandRun.HbsAsync(["verify", "--trust", site.TrustAnchors, .. site.SealedFiles]);

        Assert.Contains("PHAT_HANH", one.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 passed, 3 signatures", one.Output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 passed, 12 signatures", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", one.Output + all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenAnAnchorIsNone_IsAUsageError()
    {
        string[] bad = [_folder.In("missing.pem"), _folder.Write("not.pem", "hello"), _folder.Path];
        foreach (var anchor in bad)
        {
            var run = await CommandRun.HbsAsync("verify", "--trust", anchor, site.SealedFiles[0]);
            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains(anchor, run.Error, StringComparison.Ordinal);
            Assert.Equal("", run.Output);
        }
        Assert.Equal(ExitCode.Usage, (await CommandRun.HbsAsync("verify")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await CommandRun.HbsAsync("verify", "--files-from", _folder.In("x"))).ExitCode);
    }

    private Task<CommandRun> VerifyAsync(params string[] files) =>
        CommandRun.HbsAsync(["verify", "--json", "--trust", site.TrustAnchors, "--", .. files]);
}
