// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

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
    public async Task Verify_WhenThePdfIsDamaged_SaysSo()
    {
        var run = await VerifyAsync(_folder.Write("a.pdf", "%PDF-1.7\n"));

        Assert.Equal(ExitCode.Unreadable, run.ExitCode);
        Assert.Equal("PDF", run.Json[0].GetProperty("format").GetString());
        Assert.Equal("unreadable", run.Json[0].GetProperty("integrity").GetString());
    }

    [Fact]
    public async Task Verify_WhenFilesCannotBeRead_AnswersEachAndExitsThree()
    {
        var huge = _folder.File("huge.xml");
        await using (var stream = File.Create(huge))
        {
            stream.SetLength(FileVerifier.MaxFileSize + 1L);
        }
        string[] bad =
        [
            _folder.File("missing.xml"),
            _folder.File("no/such/folder.xml"),
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
    public async Task Verify_WhenForAPerson_IsToldInVietnamese()
    {
        var one = await CommandRun.HbsAsync("verify", "--trust", site.TrustAnchors, site.SealedFiles[0]);
        var all = await CommandRun.HbsAsync(["verify", "--trust", site.TrustAnchors, .. site.SealedFiles]);

        Assert.Equal((0, 0), (one.ExitCode, all.ExitCode));
        Assert.Contains("Chữ ký 3/3: Ký số phát hành (con dấu nhà trường)", one.Output, StringComparison.Ordinal);
        Assert.Contains("1/1 tệp hợp lệ, 3 chữ ký", one.Output, StringComparison.Ordinal);
        Assert.Contains("4/4 tệp hợp lệ, 12 chữ ký", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Người ký", all.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", one.Output + all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenEnglishAndDetailsAreAskedFor_TellsEveryFileInFull()
    {
        string[] arguments = ["--trust", site.TrustAnchors, "--lang", "en", "--details", "--time-zone", "UTC"];
        var run = await CommandRun.HbsAsync(["verify", .. arguments, .. site.SealedFiles]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.Output.Split("Signature 3/3: Release seal (the school's seal)").Length - 1);
        Assert.Contains("Managing unit", run.Output, StringComparison.Ordinal);
        Assert.Contains(" +00:00 (as claimed in the signature)", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 files passed, 12 signatures", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Người ký", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.xml", null, "Tệp không tồn tại.")]
    [InlineData("empty.xml", "", "Tệp rỗng.")]
    [InlineData("text.xml", "Học bạ", "Tệp không phải XML hoặc PDF.")]
    public async Task Verify_WhenAFileCannotBeRead_SaysWhyInVietnamese(string name, string? content, string reason)
    {
        var file = content is null ? _folder.File(name) : _folder.Write(name, content);

        var run = await CommandRun.HbsAsync("verify", file);

        Assert.Equal(ExitCode.Unreadable, run.ExitCode);
        Assert.Contains("Không đọc được tệp nên không thể kiểm tra chữ ký.", run.Output, StringComparison.Ordinal);
        Assert.Contains(reason, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lang", "fr")]
    [InlineData("--lang", "VI")]
    [InlineData("--time-zone", "Hanoi")]
    public async Task Verify_WhenLanguageOrZoneIsUnknown_IsAUsageError(string option, string value)
    {
        var run = await CommandRun.HbsAsync("verify", option, value, site.SealedFiles[0]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenJson_IsTheSameInEveryLanguageAndZone()
    {
        var file = site.SealedFiles[0];

        var vi = await CommandRun.HbsAsync("verify", "--json", file);
        var en = await CommandRun.HbsAsync("verify", "--json", "--lang", "en", "--time-zone", "UTC", "--details", file);

        Assert.Equal(vi.Output, en.Output);
        Assert.Equal(vi.ExitCode, en.ExitCode);
    }

    [Fact]
    public async Task Verify_WhenAnAnchorIsNone_IsAUsageError()
    {
        string[] bad = [_folder.File("missing.pem"), _folder.Write("not.pem", "hello"), _folder.Path];
        foreach (var anchor in bad)
        {
            var run = await CommandRun.HbsAsync("verify", "--trust", anchor, site.SealedFiles[0]);
            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains(anchor, run.Error, StringComparison.Ordinal);
            Assert.Equal("", run.Output);
        }
        Assert.Equal(ExitCode.Usage, (await CommandRun.HbsAsync("verify")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await CommandRun.HbsAsync("verify", "--files-from", _folder.File("x"))).ExitCode);
    }

    private Task<CommandRun> VerifyAsync(params string[] files) =>
        CommandRun.HbsAsync(["verify", "--json", "--trust", site.TrustAnchors, "--", .. files]);
}
