// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary><c>hbs demo --pdf</c>: the demo with both kinds.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class DemoPdfTests(DevelopmentSite site) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.File("out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_WhenPdfsAreGiven_SignsSealsAndVerifiesThemBesideTheClass()
    {
        var one = SmallPdf.Saying("Hoc ba");
        var two = SmallPdf.OfSize(600_000);

        var run = await DemoAsync(_folder.Write("Học bạ [1].pdf", one), _folder.Write("two.pdf", two));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("documents sealed │ 6 of 6", run.Output, StringComparison.Ordinal);
        Assert.Contains("6 of 6 TOTAL_PASSED", run.Output, StringComparison.Ordinal);
        var row = run.Lines.Single(static l => l.Contains("Học bạ [1].pdf", StringComparison.Ordinal));
        Assert.Contains("CBQL, PHAT_HANH", row, StringComparison.Ordinal);
        Assert.Contains("TOTAL_PASSED", row, StringComparison.Ordinal);
        Assert.Contains("/*.xml ", run.Output, StringComparison.Ordinal);
        Assert.Contains("/*.pdf", run.Output, StringComparison.Ordinal);
        Assert.True((await SealedAsync("Học bạ [1].pdf")).AsSpan().StartsWith(one));
        Assert.True((await SealedAsync("two.pdf")).AsSpan().StartsWith(two));
        var said = OutsideTool.Run("pdfsig", "-nocert", Path.Combine(Out, "two.pdf")).Output;
        Assert.Equal(2, said.Split("Signature is Valid").Length - 1);
    }

    [Fact]
    public async Task Demo_WhenTheClassIsLargerThanTheTable_ShowsThePdfsStill()
    {
        var run = await DemoAsync(12, _folder.Write("last.pdf", OnePagePdf.Make()));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("… 16 more", run.Output, StringComparison.Ordinal);
        Assert.Contains("last.pdf", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WhenPdfsAreBad_TellsEachAndTheOthersGoOn()
    {
        var good = _folder.Write("good.pdf", OnePagePdf.Make());
        var encrypted = _folder.File("encrypted.pdf");
        Assert.Equal(0, OutsideTool.Run("qpdf", "--encrypt", "", "x", "256", "--", good, encrypted).ExitCode);
        var damaged = OnePagePdf.Make()[..^40];

        var run = await DemoAsync(
            _folder.File("missing.pdf"),
            _folder.Write("text.pdf", "<HocBaSo/>"),
            _folder.Write("damaged.pdf", damaged),
            encrypted,
            _folder.Write("name.xml", OnePagePdf.Make()),
            good
        );

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("missing.pdf: UNREADABLE: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("text.pdf: UNREADABLE: The file is no PDF.", run.Output, StringComparison.Ordinal);
        Assert.Contains("damaged.pdf: MALFORMED_DOCUMENT: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("encrypted.pdf: UNSUPPORTED_FORMAT: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("name.xml: UNREADABLE: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("documents sealed │ 5 of 10", run.Output, StringComparison.Ordinal);
        string[] pdfs =
        [
            "good.pdf",
            .. Directory.GetFiles(Out, "tieu-hoc-*.xml").Select(PdfOf).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(pdfs, Directory.GetFiles(Out, "*.pdf").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Demo_WhenAPdfLiesInTheTargetOrTwoBearOneName_IsAUsageError()
    {
        var inside = _folder.Write("a.pdf", OnePagePdf.Make());
        Directory.CreateDirectory(_folder.File("other"));
        var twin = _folder.Write("other/a.pdf", OnePagePdf.Make());

        var overwriting = await CommandRun.HbsAsync(
            "demo",
            "--home",
            site.Home,
            "--out",
            _folder.Path,
            "--pdf",
            inside
        );
        var twins = await DemoAsync(inside, twin);

        Assert.Equal(ExitCode.Usage, overwriting.ExitCode);
        Assert.Contains("a.pdf", overwriting.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, twins.ExitCode);
        Assert.Equal(OnePagePdf.Make(), await File.ReadAllBytesAsync(inside));
    }

    [Fact]
    public async Task Demo_WhenAPdfBearsTheNameOfOneOfTheClass_FailsOnItsOwn()
    {
        var taken = PdfOf(site.SealedFiles[0]);

        var run = await DemoAsync(_folder.Write(taken, OnePagePdf.Make()));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(
            $"{taken}: UNREADABLE: A file of the class bears this name.",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("2 of 2 PDFs carry the very XML beside them", run.Output, StringComparison.Ordinal);
    }

    private static string PdfOf(string xml) => Path.GetFileNameWithoutExtension(xml) + ".pdf";

    private Task<byte[]> SealedAsync(string name) => File.ReadAllBytesAsync(Path.Combine(Out, name));

    private Task<CommandRun> DemoAsync(params string[] pdfs) => DemoAsync(2, pdfs);

    private Task<CommandRun> DemoAsync(int students, params string[] pdfs)
    {
        string[] arguments = ["--home", site.Home, "--level", "tieu-hoc", "--students", $"{students}", "--out", Out];
        return CommandRun.HbsAsync(["demo", .. arguments, .. pdfs.SelectMany(static p => new[] { "--pdf", p })]);
    }
}
