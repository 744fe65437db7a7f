// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class TrueTypeSubsetTests
{
    private static readonly int[] s_glyphs = [0, .. VietnameseText.All.Select(c => Samples.Regular.GlyphOf(c))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Create_WhenWritten_ChecksumsAreRight(bool keepsInstructions)
    {
        var file = TrueTypeSubset.Create(Samples.Regular, s_glyphs, keepsInstructions).File;

        var tables = FontFiles.Tables(file);
        foreach (var (tag, (record, offset, length)) in tables)
        {
            var sum = FontFiles.Sum(file, offset, length);
            // the adjustment inside 'head' counts as zero in the table's own sum
            var expected = tag == "head" ? sum - FontFiles.U32(file, offset + 8) : sum;
            Assert.Equal(expected, FontFiles.U32(file, record + 4));
            Assert.Equal(0, offset % 4);
        }
        Assert.Equal(0xB1B0AFBA, FontFiles.Sum(file, 0, file.Length));
        Assert.Equal(tables.Keys.Order(StringComparer.Ordinal), tables.Keys);
        Assert.Equal(keepsInstructions, tables.ContainsKey("fpgm"));
    }

    [Fact]
    public void Create_WhenRepeated_GivesTheSameOctets()
    {
        var first = TrueTypeSubset.Create(Samples.Regular, s_glyphs).File;
        var font = TrueTypeFont.Load(File.ReadAllBytes(Samples.RegularFile));

        Assert.Equal(first, TrueTypeSubset.Create(font, s_glyphs).File);
        Assert.Equal(SubsetTag.Of(first), SubsetTag.Of(TrueTypeSubset.Create(font, s_glyphs).File));
        Assert.NotEqual(SubsetTag.Of(first), SubsetTag.Of(TrueTypeSubset.Create(font, [0, 36]).File));
        Assert.Matches("^[A-Z]{6}$", SubsetTag.Of(first));
    }

    [Fact]
    public void Create_WhenGlyphIsComposed_TakesItsComponents()
    {
        var composed = Enumerable
            .Range(1, Samples.Regular.GlyphCount - 1)
            .First(glyph => Samples.Regular.OutlineOf(glyph).Components.Count > 1);

        var subset = TrueTypeSubset.Create(Samples.Regular, [0, composed]);

        var outline = Samples.Regular.OutlineOf(composed);
        var parts = outline.Components.Select(outline.ComponentGlyph).Distinct().ToArray();
        Assert.Equal([0, composed, .. parts], subset.Glyphs);
        Assert.Equal(subset.Glyphs.Count, FontFiles.U16(subset.File, FontFiles.Table(subset.File, "maxp").Offset + 4));
    }

    [Fact]
    public void Create_WhenGlyphStandsTwice_KeepsBothIds() =>
        Assert.Equal([0, 36, 36], TrueTypeSubset.Create(Samples.Regular, [0, 36, 36]).Glyphs);

    [Fact]
    public void Create_WhenGlyphIsComposedOfItself_IsRefused()
    {
        var file = File.ReadAllBytes(Samples.RegularFile);
        var glyph = Enumerable
            .Range(1, Samples.Regular.GlyphCount - 1)
            .First(g => Samples.Regular.OutlineOf(g).Components.Count > 1);
        var outline = Samples.Regular.OutlineOf(glyph);
        var place = (int)outline.Data.OffsetOf(outline.Components[0] + 2);
        (file[place], file[place + 1]) = ((byte)(glyph >> 8), (byte)glyph);

        var fault = Assert.Throws<SigningException>(() => TrueTypeSubset.Create(TrueTypeFont.Load(file), [0, glyph]));

        Assert.Equal(SigningErrorKind.DocumentTooLarge, fault.Kind);
    }

    [Theory]
    [InlineData(FontStyle.Regular)]
    [InlineData(FontStyle.Bold)]
    [InlineData(FontStyle.Italic)]
    [InlineData(FontStyle.BoldItalic)]
    public void Create_WhenVietnameseAlphabet_StaysSmall(FontStyle style)
    {
        var hinted = EmbeddedFont.Create(Samples.Faces[style], VietnameseText.All);
        var bare = EmbeddedFont.Create(Samples.Faces[style], VietnameseText.All, keepsInstructions: false);

        Assert.InRange(hinted.ProgramLength, 15_000, 25_000);
        Assert.InRange(bare.ProgramLength, 8_000, 11_000);
    }

    [Fact]
    public void Create_WhenReadByFontconfig_IsAFont()
    {
        using var folder = new TempFolder();
        var path = folder.Save("subset.ttf", TrueTypeSubset.Create(Samples.Regular, s_glyphs).File);

        var (exit, output, error) = OutsideTool.Run("fc-scan", "--format", "%{fontformat} %{scalable}", path);

        Assert.True(exit == 0 && error.Length == 0, error);
        Assert.Equal("TrueType True", output);
    }
}
