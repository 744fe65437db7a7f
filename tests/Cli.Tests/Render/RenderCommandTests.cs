// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class RenderCommandTests(DevelopmentSite site) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.File("out");

    [Fact]
    public async Task Render_WhenFilesAreSealed_WritesOneOfEachThatIsTheServersOwn()
    {
        var run = await RenderAsync(["--trust", site.TrustAnchors, .. site.SealedFiles]);

        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        Assert.Equal(4, Directory.GetFiles(Out, "*.pdf").Length);
        Assert.DoesNotContain("draft", run.Output, StringComparison.Ordinal);
        Assert.All(run.Lines, static line => Assert.Matches(@"\.pdf: [a-z-]+-tt27-2020, [6-9] pages$", line));
        // What the server signed begins with what is rendered here: nothing of it depends on the clock.
        var rendered = await File.ReadAllBytesAsync(PdfOf(site.SealedFiles[0], Out));
        var signed = await File.ReadAllBytesAsync(PdfOf(site.SealedFiles[0], site.Sealed));
        Assert.True(signed.AsSpan().StartsWith(rendered));
    }

    [Fact]
    public async Task Render_WhenNobodyIsTrusted_IsADraft()
    {
        var run = await RenderAsync(site.SealedFiles[0]);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains(", draft", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_WhenAFileIsBroken_TellsWhichSignatureAndTheOthersGoOn()
    {
        var text = await File.ReadAllTextAsync(site.SealedFiles[0]);
        var broken = _folder.Write("broken.xml", text.Replace("<HoTen>", "<HoTen>X", StringComparison.Ordinal));

        var run = await RenderAsync(
            "--trust",
            site.TrustAnchors,
            broken,
            _folder.File("missing.xml"),
            _folder.Write("text.xml", "text"),
            site.SealedFiles[1]
        );

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("broken.xml: MalformedDocument: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("(GVCN)", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing.xml: UNREADABLE: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("text.xml: MalformedDocument: ", run.Error, StringComparison.Ordinal);
        Assert.Equal([PdfOf(site.SealedFiles[1], Out)], Directory.GetFiles(Out));
    }

    [Fact]
    public async Task Render_WhenAFolderIsGiven_TellsItByItsName()
    {
        var run = await RenderAsync(Directory.CreateDirectory(_folder.File("class")).FullName + "/", "/");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.StartsWith("class: UNREADABLE: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n/: UNREADABLE: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Out));
    }

    [Fact]
    public async Task Render_WhenACopyIsChosen_BearsItsMarks()
    {
        var conversion = await RenderAsync(
            "--trust",
            site.TrustAnchors,
            "--copy",
            "conversion",
            "--conformance",
            "pdfa-1b",
            "--system",
            "Cơ sở dữ liệu mẫu",
            "--owner",
            "Sở mẫu",
            "--converted-by",
            "Nguyễn Văn An",
            "--lookup-url",
            "https://tra-cuu.example.vn/{code}",
            site.SealedFiles[0]
        );
        Assert.True(conversion.ExitCode == ExitCode.Success, conversion.Error);
        var text = OutsideTool.Run("pdftotext", PdfOf(site.SealedFiles[0], Out), "-").Output;
        Assert.Contains("Cơ sở dữ liệu mẫu", text, StringComparison.Ordinal);

        var extract = await RenderAsync("--copy", "extract", "--pages", "cover", site.SealedFiles[0]);
        Assert.Matches(", [12] pages, draft", extract.Output);
    }

    [Fact]
    public async Task Render_WhenFilesAreNoBook_SaysWhy()
    {
        var run = await RenderAsync("--book", site.SealedFiles[0], site.SealedFiles[1]);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("InvalidRequest: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("(transcripts[1])", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Out));
    }

    [Theory]
    [InlineData("--pages", "cover")]
    [InlineData("--copy", "extract")]
    [InlineData("--copy", "conversion")]
    [InlineData("--owner", "x")]
    [InlineData("--copy", "other")]
    [InlineData("--conformance", "pdfa-2b")]
    [InlineData("--image", "CBQL")]
    [InlineData("--image", "CBQL=missing.png")]
    public async Task Render_WhenOptionsDoNotFit_IsAUsageError(params string[] options)
    {
        var run = await RenderAsync([.. options, site.SealedFiles[0]]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Render_WhenTheFontFolderHasNone_SaysWhatIsMissing()
    {
        var run = await RenderAsync("--form-fonts", _folder.Path, site.SealedFiles[0]);
        Assert.Equal(ExitCode.Fault, run.ExitCode);
        Assert.Contains("font", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _folder.Dispose();

    private static string PdfOf(string xml, string folder) =>
        Path.Combine(folder, Path.GetFileNameWithoutExtension(xml) + ".pdf");

    private Task<CommandRun> RenderAsync(params string[] arguments) =>
        CommandRun.HbsAsync(["render", "--out", Out, .. arguments]);
}
