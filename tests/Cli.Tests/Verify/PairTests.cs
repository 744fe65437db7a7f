// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.Json;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary><c>hbs verify</c> on the halves of pairs.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class PairTests(DevelopmentSite site) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Xml => site.SealedFiles[0];

    private string Pdf => PdfOf(Xml);

    [Fact]
    public async Task Verify_WhenBothHalvesAreGiven_SaysThatTheyBelongTogether()
    {
        foreach (var files in new[] { new[] { Xml, Pdf }, [Pdf, Xml], [.. site.SealedFiles, Pdf] })
        {
            var run = await VerifyAsync(["--json", .. files]);
            Assert.True(run.ExitCode == ExitCode.Success, run.Output);
            var pair = PairOf(run, Pdf);
            Assert.Equal("same", Text(pair, "verdict"));
            var attachment = pair.GetProperty("attachments")[0];
            Assert.Equal(Xml, Text(attachment, "file"));
            Assert.True(attachment.GetProperty("same").GetBoolean());
            Assert.Equal("TOTAL_PASSED", Text(attachment, "indication"));
            Assert.Equal(3, attachment.GetProperty("signatures").GetInt32());
            Assert.Equal(JsonValueKind.Null, PairOf(run, Xml).ValueKind);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void IsBroken_WhenARoleOfTheAttachmentHasNotSigned_IsTrue(int missing, bool isBroken)
    {
        var report = new VerificationReport
        {
            Integrity = Integrity.Intact,
            Indication = Indication.TotalPassed,
            MissingRoles = [.. Enumerable.Repeat(new RoleClaim(SignerRole.PhatHanh), missing)],
        };

        Assert.Equal(isBroken, PairReport.IsBroken(report));
    }

    [Fact]
    public async Task Verify_WhenThePdfIsAlone_VerifiesWhatItCarries()
    {
        var run = await VerifyAsync("--json", Pdf, PdfOf(site.SealedFiles[1]), site.SealedFiles[2]);
        Assert.True(run.ExitCode == ExitCode.Success, run.Output);
        Assert.Equal("alone", Text(PairOf(run, Pdf), "verdict"));
        Assert.Equal("TOTAL_PASSED", Text(PairOf(run, Pdf).GetProperty("attachments")[0], "indication"));
    }

    [Fact]
    public async Task Verify_WhenTheXmlIsAnotherFileOfTheSameTranscript_IsNoPass()
    {
        // Every signature still verifies: what stands behind the root is signed by nobody.
        byte[] changed = [.. await File.ReadAllBytesAsync(Xml), (byte)'\n'];
        var other = _folder.Write("other.xml", changed);

        var json = await VerifyAsync("--json", Pdf, other, site.SealedFiles[1]);
        var english = await VerifyAsync("--lang", "en", other, Pdf);
        var vietnamese = await VerifyAsync(other, Pdf);

        Assert.Equal(ExitCode.Failed, json.ExitCode);
        Assert.Equal("differs", Text(PairOf(json, Pdf), "verdict"));
        Assert.Equal(other, Text(PairOf(json, Pdf).GetProperty("attachments")[0], "file"));
        Assert.All(json.Json, static line => Assert.Equal("TOTAL_PASSED", Text(line, "indication")));
        Assert.Equal(ExitCode.Failed, english.ExitCode);
        Assert.Contains($"is NOT the same as {other}", english.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 files passed", english.Output, StringComparison.Ordinal);
        Assert.Contains($"KHÔNG trùng khớp với {other}", vietnamese.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenTwoFilesAreOfTwoPupils_IsNoPass()
    {
        var run = await VerifyAsync("--json", site.SealedFiles[1], Pdf);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal("differs", Text(PairOf(run, Pdf), "verdict"));
    }

    [Fact]
    public async Task Verify_WhenASignedPdfCarriesAnUnsignedXml_IsNoPass()
    {
        await SignDraftAsync(static pdf => pdf);

        var run = await VerifyAsync("--json", _folder.File("signed/draft.pdf"));
        var people = await VerifyAsync("--lang", "en", _folder.File("signed/draft.pdf"));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal("TOTAL_PASSED", Text(run.Json[0], "indication"));
        var pair = run.Json[0].GetProperty("pair");
        Assert.Equal("broken", Text(pair, "verdict"));
        Assert.Equal("unsigned", Text(pair.GetProperty("attachments")[0], "integrity"));
        Assert.Contains(
            "which does not pass. The file has no digital signature.",
            people.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Verify_WhenWhatASignedPdfCarriesCannotBeRead_IsNoPass()
    {
        await SignDraftAsync(static pdf =>
        {
            var entries = Encoding.Latin1.GetString(pdf);
            var file = entries.IndexOf("/Type/EmbeddedFile/", StringComparison.Ordinal);
            "/FlateDecodX"u8.CopyTo(pdf.AsSpan(entries.IndexOf("/FlateDecode", file, StringComparison.Ordinal)));
            return pdf;
        });

        var run = await VerifyAsync("--json", _folder.File("signed/draft.pdf"));
        var people = await VerifyAsync("--lang", "en", _folder.File("signed/draft.pdf"));

        Assert.Equal("TOTAL_PASSED", Text(run.Json[0], "indication"));
        Assert.Equal("unreadable", Text(run.Json[0].GetProperty("pair"), "verdict"));
        Assert.Equal((ExitCode.Indeterminate, ExitCode.Indeterminate), (run.ExitCode, people.ExitCode));
        Assert.Contains("0 of 1 files passed", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhenNobodyIsTrusted_IsIndeterminateForBoth()
    {
        var run = await CommandRun.HbsAsync("verify", "--json", Pdf);
        Assert.Equal(ExitCode.Indeterminate, run.ExitCode);
        Assert.Equal("INDETERMINATE", Text(PairOf(run, Pdf).GetProperty("attachments")[0], "indication"));
    }

    [Fact]
    public async Task Verify_WhenAnOctetOfThePdfChanges_IsFound()
    {
        var octets = await File.ReadAllBytesAsync(Pdf);
        for (var i = 0; i < 12; i++)
        {
            var changed = octets.ToArray();
            changed[(int)((i + 0.5) * changed.Length / 12)] ^= 0x04;
            var run = await VerifyAsync("--json", _folder.Write("changed.pdf", changed), Xml);
            Assert.NotEqual(ExitCode.Success, run.ExitCode);
        }
    }

    [Fact]
    public async Task Verify_WhenNamesComeFromStandardInput_ComparesWithThoseOfTheCommandLine()
    {
        var run = await CommandRun.HbsAsync(
            ["verify", "--json", "--trust", site.TrustAnchors, Xml, "--files-from", "-"],
            Pdf + "\n"
        );
        Assert.Equal("same", Text(PairOf(run, Pdf), "verdict"));
    }

    [Fact]
    public void Find_WhenAFileIsNoGoodXml_KeepsQuiet()
    {
        var bad = _folder.Write("bad.xml", "<HocBaSo><MaTraCuu>abc</");
        var deep = _folder.Write("dtd.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
        var given = new GivenTranscripts([bad, deep, _folder.File("missing.xml"), _folder.Path]);
        Assert.Equal((bad, true), given.Find(Encoding.ASCII.GetBytes("<HocBaSo><MaTraCuu>abc</")));
        Assert.Equal((null, false), given.Find("<HocBaSo/>"u8));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Signs the form of a draft that nobody has signed, after a change.</summary>
    private async Task SignDraftAsync(Func<byte[], byte[]> change)
    {
        var plain = _folder.Write("draft.xml", SampleClass.Generate(SchoolLevel.TieuHoc, 1, 5).First().Xml);
        await CommandRun.HbsAsync("render", "--out", _folder.File("drafts"), plain);
        var draft = _folder.File("drafts/draft.pdf");
        await File.WriteAllBytesAsync(draft, change(await File.ReadAllBytesAsync(draft)));
        var signing = await CommandRun.HbsAsync(
            "sign",
            "--server",
            site.Server,
            "--out",
            _folder.File("signed"),
            "--step",
            "CBQL=tieu-hoc-hieu-truong",
            "--step",
            "PHAT_HANH=tieu-hoc-van-thu",
            draft
        );
        Assert.True(signing.ExitCode == 0, signing.Output + signing.Error);
    }

    private static string PdfOf(string xml) => Path.ChangeExtension(xml, ".pdf");

    private static JsonElement PairOf(CommandRun run, string file) =>
        run.Json.Single(line => Text(line, "file") == file).GetProperty("pair");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private Task<CommandRun> VerifyAsync(params string[] arguments) =>
        CommandRun.HbsAsync(["verify", "--trust", site.TrustAnchors, .. arguments]);
}
