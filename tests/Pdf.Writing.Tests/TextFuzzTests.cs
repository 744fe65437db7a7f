// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Pdf.Conformance;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Any text gives a valid file; what can't be drawn is replaced and told.</summary>
public sealed class TextFuzzTests
{
    /// <summary>One of everything that breaks writers of PDF.</summary>
    public const string Hostile =
        "(\\)\r\n\t\0\u0001\u001B \uD800x\uDC00 \u202E gnol \u2066\u2069\u200B\uFEFF שלום سلام 😀👨\u200D👩\u200D👧 "
        + "\u0301\u0302 ư\u0306 漢字 ]]> <&\"'> %PDF-1.7 endstream endobj \u00AD\uFFFE\uFFFF\u2028 Ж≠Ω";

    private static int Count { get; } =
        Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) / 100 // each makes a document
            : 300;

    [Fact]
    public void WithText_WhenTextIsRandom_GivesAFileThatOpensAndTheSameMeasures()
    {
        for (var seed = 0; seed < Count; seed++)
        {
            var text = RandomText(new Random(seed));
            RequireOpens(Samples.WithText(text, (PdfConformance)(seed % 3)));
            var lines = Samples.Fonts.Bold.BreakLines(text, 11, 200);
            Assert.All(
                lines,
                line =>
                    Assert.True(line.EnumerateRunes().Count() == 1 || Samples.Fonts.Bold.Measure(line, 11) <= 200.001)
            );
        }
    }

    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    public void WithText_WhenTextIsHostile_IsCleanToQpdf(PdfConformance conformance)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("hostile.pdf", Samples.WithText(Hostile, conformance));

        var (exit, output, error) = OutsideTool.Run("qpdf", "--check", file);

        Assert.True(exit == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output + error);
        var text = OutsideTool.Run("pdftotext", file, "-").Output;
        Assert.StartsWith("(\\)", text, StringComparison.Ordinal);
        Assert.Contains("%PDF-1.7 endstream endobj", text, StringComparison.Ordinal);
        Assert.Contains("Ж≠Ω", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
    }

    [Fact]
    public void Options_WhenTheTitleIsHostile_SayTheSameInBothPlaces()
    {
        using var document = new PdfDocumentBuilder(
            Samples.Fonts,
            Samples.Options() with
            {
                Title = Hostile,
                Author = "\0",
            }
        );
        document.AddPage(PageSize.A4);
        var pdf = document.ToArray();

        RequireOpens(pdf);
        Assert.Empty(PdfARules.Check(pdf));
    }

    [Fact]
    public void DrawText_WhenCharactersCannotBeDrawn_TellsWhichAndHowOften()
    {
        using var document = Samples.NewDocument();
        var page = document.AddPage(PageSize.A4);
        using (page.Artifact())
        {
            page.DrawText(50, 50, "漢 \u202E 漢 \uD800 ש", Samples.Fonts.Regular, 12);
        }
        int[] expected = [0x05E9, 0x202E, 0x6F22, 0xFFFD];
        Assert.Equal(expected, document.ReplacedCharacters.Keys);
        Assert.Equal(2, document.ReplacedCharacters[0x6F22]);
        Assert.Equal(expected, Samples.Fonts.Regular.MissingFrom("漢 \u202E 漢 \uD800 ש"));
        Assert.Empty(Samples.Fonts.Regular.MissingFrom("Nguyễn\tVăn\nA Ж"));
    }

    [Fact]
    public void DrawText_WhenTextIsOneLongLine_SplitsStringsAtTheLimitOfPdfA()
    {
        using var document = Samples.NewDocument();
        var page = document.AddPage(PageSize.A4);
        using (page.Artifact())
        {
            page.DrawText(50, 50, new string('ộ', 100_000), Samples.Fonts.Regular, 12);
        }
        RequireOpens(document.ToArray());
        var shows = Encoding.Latin1.GetString(page.Content.Written).Split(")Tj").Length - 1;
        Assert.Equal(13, shows);
    }

    private static void RequireOpens(byte[] pdf)
    {
        var objects = PdfFile.Open(pdf, PdfLimits.Default).Newest;
        for (var number = 1; number < objects.ObjectCount; number++)
        {
            objects.Get(new PdfReference(number, 0));
        }
    }

    private static string RandomText(Random random)
    {
        string[] parts = [Hostile, "Nguyễn Thị Ánh", " ", "\n", "\u0323", "e\u0302\u0301", "()\\", "😀"];
        var text = new StringBuilder();
        for (var i = random.Next(1, 200); i > 0; i--)
        {
            if (random.Next(3) == 0)
            {
                text.Append(parts[random.Next(parts.Length)]);
            }
            else
            {
                text.Append((char)random.Next(random.Next(2) == 0 ? 0x250 : 0x10000));
            }
        }
        return text.ToString();
    }
}
