// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class EmbeddedFontTests
{
    [Theory]
    [InlineData(FontStyle.Regular, true)]
    [InlineData(FontStyle.Bold, true)]
    [InlineData(FontStyle.Italic, false)]
    [InlineData(FontStyle.BoldItalic, false)]
    public void Emit_WhenWholeAlphabetIsShown_OutsideToolsReadEveryLetter(FontStyle style, bool keepsInstructions)
    {
        using var folder = new TempFolder();
        var font = EmbeddedFont.Create(Samples.Faces[style], VietnameseText.All + "Ðð", keepsInstructions);
        string[] lines =
        [
            .. (VietnameseText.Letters + "Ðð" + VietnameseText.Ascii).Trim().Chunk(24).Select(c => new string(c)),
        ];
        var path = folder.Save("alphabet.pdf", Page(font, lines));

        var fonts = Run("pdffonts", path).Split('\n')[2];
        Assert.Matches(
            $@"^{font.Name.Replace("+", @"\+", StringComparison.Ordinal)}\s+CID TrueType\s+Identity-H\s+yes yes yes",
            fonts
        );
        var text = Run("pdftotext", "-enc", "UTF-8", "-layout", path, "-");
        Assert.Equal(
            lines.Select(line => line.Trim()),
            text.Split('\n').Select(line => line.Trim('\f', ' ')).Where(line => line.Length > 0)
        );
        Run("qpdf", "--check", path);
        Keep(path, $"alphabet-{style}.pdf");
    }

    [Fact]
    public void Emit_WhenMade_WidthsEqualTheFontFile()
    {
        var font = EmbeddedFont.Create(Samples.Regular, VietnameseText.All);
        var subset = TrueTypeSubset.Create(
            Samples.Regular,
            [0, .. VietnameseText.All.Order().Select(c => Samples.Regular.GlyphOf(c))]
        );
        var hmtx = FontFiles.Table(subset.File, "hmtx").Offset;

        var expected = Enumerable
            .Range(0, subset.Glyphs.Count)
            .Select(i =>
                (int)
                    Math.Round(
                        FontFiles.U16(subset.File, hmtx + (4 * i)) * 1000 / 2048.0,
                        MidpointRounding.AwayFromZero
                    )
            );

        Assert.Equal(expected, font.Widths);
    }

    [Fact]
    public void Emit_WhenRepeated_GivesTheSameOctets()
    {
        var first = Page(EmbeddedFont.Create(Samples.Regular, "Nguyễn Thị Ánh Tuyết"), ["Nguyễn Thị Ánh Tuyết"]);
        var reordered = Page(EmbeddedFont.Create(Samples.Regular, "tếyuT hnÁ ịhT nễyugN"), ["Nguyễn Thị Ánh Tuyết"]);

        Assert.Equal(first, reordered);
    }

    [Fact]
    public void Emit_WhenInputIsDecomposed_PagesAreEqual()
    {
        const string Decomposed = "Nguye\u0302\u0303n Thi\u0323 A\u0301nh Tuye\u0302\u0301t";
        var composed = ShapedText.Shape(Samples.Regular, Decomposed).Text;

        Assert.Equal(
            Page(EmbeddedFont.Create(Samples.Regular, "Nguyễn Thị Ánh Tuyết"), ["Nguyễn Thị Ánh Tuyết"]),
            Page(EmbeddedFont.Create(Samples.Regular, Decomposed), [composed])
        );
    }

    [Fact]
    public void Create_WhenGlyphIsMissing_NamesTheCharacter()
    {
        var fault = Assert.Throws<SigningException>(() => EmbeddedFont.Create(Samples.Regular, "a\u4E2D"));

        Assert.Equal(SigningErrorKind.InvalidRequest, fault.Kind);
        Assert.Contains("U+4E2D", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteString_WhenCharacterIsNotInSubset_Throws()
    {
        var font = EmbeddedFont.Create(Samples.Regular, "ab");

        Assert.False(font.Has("abc"));
        Assert.Throws<ArgumentException>(() => font.WriteString(new ArrayBufferWriter<byte>(), "abc"));
    }

    private static byte[] Page(EmbeddedFont font, IReadOnlyList<string> lines)
    {
        var pdf = new TinyPdf();
        var number = font.Emit(pdf);
        var content = new ArrayBufferWriter<byte>();
        content.Write("BT /F0 20 Tf 30 TL 40 780 Td\n"u8);
        foreach (var line in lines)
        {
            font.WriteString(content, line);
            content.Write(" Tj T*\n"u8);
        }
        content.Write("ET"u8);
        return pdf.Finish($"/Font << /F0 {number} 0 R >>", content.WrittenSpan);
    }

    private static string Run(string program, params string[] arguments)
    {
        var (exit, output, error) = OutsideTool.Run(program, arguments);
        Assert.True(exit == 0 && error.Length == 0, $"{program}: {output}{error}");
        return output;
    }

    private static void Keep(string path, string name)
    {
        if (Environment.GetEnvironmentVariable("HBS_KEEP") is { Length: > 0 } folder)
        {
            File.Copy(path, Path.Combine(folder, name), overwrite: true);
        }
    }
}
