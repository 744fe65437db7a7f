// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>What qpdf and poppler say of documents.</summary>
public sealed class OutsideToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    [InlineData(PdfConformance.None)]
    public void Full_WhenCheckedByQpdf_IsClean(PdfConformance conformance)
    {
        var (exit, output, error) = OutsideTool.Run("qpdf", "--check", Save(Samples.Full(conformance)));
        Assert.True(exit == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output + error);
    }

    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    public void Fonts_WhenListed_AreEmbeddedSubsetsWithUnicode(PdfConformance conformance)
    {
        var lines = Run("pdffonts", Save(Samples.Full(conformance))).Split('\n', StringSplitOptions.RemoveEmptyEntries)[
            2..
        ];
        Assert.Equal(5, lines.Length); // four faces, and one further subset
        Assert.All(lines, line => Assert.Matches("CID TrueType +Identity-H +yes yes yes", line));
    }

    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    public void Text_WhenExtracted_HasEveryVietnameseLetter(PdfConformance conformance)
    {
        var words = string.Join(' ', VietnameseText.Letters.Chunk(10).Select(letters => new string(letters)));
        var said = Run("pdftotext", "-layout", Save(Samples.WithText(words, conformance)), "-");
        Assert.Equal(words.Split(' '), said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Text_WhenItCameDecomposed_IsExtractedComposed()
    {
        const string Decomposed = "Nguye\u0302\u0303n Thi\u0323 A\u0301nh Đo\u031B\u0300n";
        Assert.Equal("Nguyễn Thị Ánh Đờn", Run("pdftotext", Save(Samples.WithText(Decomposed)), "-").Trim());
    }

    [Theory]
    [InlineData(PdfConformance.PdfA3b, "1.7")]
    [InlineData(PdfConformance.PdfA1b, "1.4")]
    public void Information_WhenRead_IsTaggedWithTitleAndVersion(PdfConformance conformance, string version)
    {
        var said = Run("pdfinfo", Save(Samples.Full(conformance)));
        Assert.Matches("Tagged: +yes", said);
        Assert.Matches($"PDF version: +{version}", said);
        Assert.Matches("Title: +Học bạ trung học cơ sở", said);
        Assert.Matches("Author: +Trường THCS Nguyễn Du", said);
        Assert.Matches("Pages: +2", said);
    }

    [Fact]
    public void Structure_WhenRead_IsInTheOrderInWhichItWasAdded()
    {
        var said = Run("pdfinfo", "-struct-text", Save(Samples.Full()));
        string[] order =
        [
            "Sect",
            "H1",
            "HỌC BẠ",
            "Table",
            "TR",
            "TH",
            "Môn học",
            "Học kì I",
            "Toán",
            "TD",
            "8,5",
            "Ngữ văn",
        ];
        var at = -1;
        foreach (var part in order)
        {
            var next = said.IndexOf(part, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, $"{part} is not behind what comes before it:\n{said}");
            at = next;
        }
    }

    [Fact]
    public void Attachment_WhenTakenOutByQpdf_IsWhatWentIn()
    {
        var file = Save(Samples.Full());
        Assert.Equal("<HocBa/>", Run("qpdf", file, "--show-attachment=học-bạ.xml"));
    }

    private string Save(byte[] pdf) => _folder.Write("document.pdf", pdf);

    private static string Run(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0 && error.Length == 0, output + error);
        return output;
    }
}
