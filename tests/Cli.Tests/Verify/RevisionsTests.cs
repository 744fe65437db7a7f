// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.Json;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary><c>hbs verify --revisions</c>: what a person signed, as a file.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class RevisionsTests(DevelopmentSite site) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string _sealed = "";

    private string Out => _folder.File("revisions");

    public async Task InitializeAsync()
    {
        var plain = _folder.Write("học bạ.pdf", SmallPdf.Saying("Hoc ba"));
        var confirmed = await SignAsync(plain, "confirmed", "CBQL=tieu-hoc-hieu-truong");
        _sealed = await SignAsync(confirmed, "sealed", "PHAT_HANH=tieu-hoc-van-thu");
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Revisions_WhenTwoHaveSigned_AreTheFilesAsTheyWereThen()
    {
        var run = await VerifyAsync("--json", _sealed, site.SealedFiles[0]);

        Assert.True(run.ExitCode == 0, run.Error);
        string[] files = [Path.Combine(Out, "học bạ.pdf.1-CBQL.pdf"), Path.Combine(Out, "học bạ.pdf.2-PHAT_HANH.pdf")];
        Assert.Equal(files, Revisions(run, 0).Select(static r => r.GetProperty("file").GetString()));
        Assert.Equal(
            ["CBQL", "PHAT_HANH"],
            Revisions(run, 0).Select(static r => r.GetProperty("signature").GetString())
        );
        Assert.All(Revisions(run, 0), static r => Assert.Equal(JsonValueKind.Null, r.GetProperty("reason").ValueKind));
        Assert.Empty(Revisions(run, 1));
        Assert.Equal(files, Directory.GetFileSystemEntries(Out).Order(StringComparer.Ordinal));
        Assert.Equal(
            await File.ReadAllBytesAsync(_folder.File("confirmed/học bạ.pdf")),
            await File.ReadAllBytesAsync(files[0])
        );
        Assert.Equal(await File.ReadAllBytesAsync(_sealed), await File.ReadAllBytesAsync(files[1]));
        // Each is a whole PDF of its own, with nothing behind its last signature.
        foreach (var file in files)
        {
            Assert.Equal(0, OutsideTool.Run("qpdf", "--check", file).ExitCode);
            var said = OutsideTool.Run("pdfsig", "-nocert", file).Output;
            Assert.Single(said.Split("Total document signed").Skip(1));
        }
    }

    [Fact]
    public async Task Revisions_WhenNobodyAsked_AreNotInTheJson()
    {
        var run = await CommandRun.HbsAsync("verify", "--json", "--trust", site.TrustAnchors, _sealed);

        Assert.False(run.Json[0].TryGetProperty("revisions", out _));
    }

    [Fact]
    public async Task Details_WhenTwoHaveSigned_TellWhichRevisionEachCovers()
    {
        var vi = await VerifyAsync("--details", _sealed);
        var en = await VerifyAsync("--details", "--lang", "en", _sealed);

        Assert.Contains("Phiên bản 2/3 của tệp", Joined(vi), StringComparison.Ordinal);
        Assert.Contains("Toàn bộ tệp", Joined(vi), StringComparison.Ordinal);
        Assert.Contains("Revision 2 of 3 of the file", Joined(en), StringComparison.Ordinal);
        Assert.Contains("The whole file", Joined(en), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revisions_WhenForAPerson_AreToldInBothLanguages()
    {
        var unsigned = _folder.Write("unsigned.pdf", OnePagePdf.Make());

        var vi = await VerifyAsync(_sealed, site.SealedFiles[0], unsigned);
        var en = await VerifyAsync("--lang", "en", _sealed, site.SealedFiles[0], unsigned);

        var target = Path.Combine(Out, "học bạ.pdf.1-CBQL.pdf");
        Assert.Contains($"nội dung được ký bởi chữ ký 1/2 (CBQL): {target}", Joined(vi), StringComparison.Ordinal);
        Assert.Contains("tệp XML không chứa các phiên bản", Joined(vi), StringComparison.Ordinal);
        Assert.Contains("unsigned.pdf: không có phiên bản nào được ký.", Joined(vi), StringComparison.Ordinal);
        Assert.Contains($"as signature 1/2 (CBQL) signed it: {target}", Joined(en), StringComparison.Ordinal);
        Assert.Contains("an XML file has no revisions", Joined(en), StringComparison.Ordinal);
        Assert.Contains("unsigned.pdf: there is no signed revision.", Joined(en), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revisions_WhenAByteRangeIsWrong_AreNotWrittenAndTheReasonIsTold()
    {
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_sealed));
        // The first signature's range: it now begins behind the first octet of the file.
        var at = text.IndexOf("/ByteRange [0 ", StringComparison.Ordinal) + "/ByteRange [".Length;
        var octets = Encoding.Latin1.GetBytes(text);
        octets[at] = (byte)'1';
        var changed = _folder.Write("changed.pdf", octets);

        var run = await VerifyAsync("--json", changed);
        var people = await VerifyAsync("--lang", "en", changed);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Equal(JsonValueKind.Null, Revisions(run, 0)[0].GetProperty("file").ValueKind);
        Assert.Equal("The ByteRange does not start at 0.", Revisions(run, 0)[0].GetProperty("reason").GetString());
        Assert.Contains("not written. The ByteRange does not start at 0.", Joined(people), StringComparison.Ordinal);
        // The seal's own range is well-formed, whatever else is wrong.
        Assert.Equal([Path.Combine(Out, "changed.pdf.2-PHAT_HANH.pdf")], Directory.GetFileSystemEntries(Out));
    }

    [Fact]
    public async Task Revisions_WhenTheFileHasAnUnsignedTail_EndWhereTheSignatureEnds()
    {
        var before = await File.ReadAllBytesAsync(_sealed);
        var text = Encoding.Latin1.GetString(before);
        var previous = text[text.LastIndexOf("startxref", StringComparison.Ordinal)..].Split('\n')[1];
        var trailer = text[(text.LastIndexOf("trailer", StringComparison.Ordinal) + 7)..].Split(">>")[0];
        trailer = trailer.Replace("/Prev", $"/Prev {previous} /Was", StringComparison.Ordinal);
        var tail = $"xref\n0 0\ntrailer{trailer}>>\nstartxref\n{before.Length}\n%%EOF\n";
        var longer = _folder.Write("longer.pdf", [.. before, .. Encoding.Latin1.GetBytes(tail)]);

        var run = await VerifyAsync("--json", longer);

        Assert.True(Revisions(run, 0).Length == 2, run.Output);
        var last = Revisions(run, 0)[^1].GetProperty("file").GetString();
        Assert.Equal(before, await File.ReadAllBytesAsync(last!));
        Assert.Equal(2, Directory.GetFileSystemEntries(Out).Length);
    }

    [Fact]
    public async Task Revisions_WhenANameIsTaken_NothingIsReplaced()
    {
        await VerifyAsync("--json", _sealed);
        var again = await VerifyAsync("--json", _sealed);
        var taken = Path.Combine(Out, "học bạ.pdf.1-CBQL.pdf");
        await File.WriteAllTextAsync(taken, "mine");

        var run = await VerifyAsync("--json", _sealed);

        Assert.All(Revisions(again, 0), static r => Assert.NotNull(r.GetProperty("file").GetString()));
        Assert.Equal("mine", await File.ReadAllTextAsync(taken));
        Assert.Equal(RevisionFolder.NameIsTaken, Revisions(run, 0)[0].GetProperty("reason").GetString());
        Assert.Equal(2, Directory.GetFileSystemEntries(Out).Length);
    }

    [Fact]
    public async Task Revisions_WhenTwoFilesBearOneName_IsAUsageError()
    {
        var run = await VerifyAsync(_sealed, _folder.File("confirmed/học bạ.pdf"));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("học bạ.pdf", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Revisions_WhenTheFolderIsAFile_IsAFault()
    {
        _folder.Write("revisions", "a file");

        var run = await VerifyAsync(_sealed);

        Assert.Equal(ExitCode.Fault, run.ExitCode);
    }

    [Theory]
    [InlineData("CBQL", "CBQL")]
    [InlineData("../../etc/passwd", "______etc_passwd")]
    [InlineData("a\\b:c*\0.\n", "a_b_c____")]
    [InlineData("Ký duyệt", "K__duy_t")]
    [InlineData("", "unnamed")]
    public void SafeName_WhenAFieldIsCalledAnything_HoldsNoPath(string field, string name) =>
        Assert.Equal(name, RevisionFolder.SafeName(field));

    [Fact]
    public void SafeName_WhenAFieldsNameIsLong_IsCut() =>
        Assert.Equal(64, RevisionFolder.SafeName(new string('x', 5000)).Length);

    private static JsonElement[] Revisions(CommandRun run, int file) =>
        [.. run.Json[file].GetProperty("revisions").EnumerateArray()];

    // Long lines are folded.
    private static string Joined(CommandRun run) => run.Output.Replace("\n", "", StringComparison.Ordinal);

    private Task<CommandRun> VerifyAsync(params string[] arguments) =>
        CommandRun.HbsAsync(["verify", "--trust", site.TrustAnchors, "--revisions", Out, .. arguments]);

    private async Task<string> SignAsync(string file, string folder, string step)
    {
        string[] arguments = ["--server", site.Server, "--out", _folder.File(folder), "--step", step, file];
        var run = await CommandRun.HbsAsync(["sign", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return Path.Combine(_folder.File(folder), Path.GetFileName(file));
    }
}
