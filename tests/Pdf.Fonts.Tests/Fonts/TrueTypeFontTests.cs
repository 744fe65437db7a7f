// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class TrueTypeFontTests
{
    [Theory]
    [InlineData(FontStyle.Regular, "LiberationSerif", 400, false)]
    [InlineData(FontStyle.Bold, "LiberationSerif-Bold", 700, false)]
    [InlineData(FontStyle.Italic, "LiberationSerif-Italic", 400, true)]
    [InlineData(FontStyle.BoldItalic, "LiberationSerif-BoldItalic", 700, true)]
    public void Load_WhenFaceIsOfTheSystem_TellsItsMeasures(FontStyle style, string name, int weight, bool italic)
    {
        var font = Samples.Faces[style];

        Assert.Equal(name, font.PostScriptName);
        Assert.Equal(weight, font.Metrics.Weight);
        Assert.Equal(italic, font.Metrics.IsItalic);
        Assert.Equal(2048, font.Metrics.UnitsPerEm);
        Assert.Equal(EmbeddingRights.Installable, font.Metrics.Embedding);
        Assert.Equal((891, -216), (font.Metrics.Ascent, font.Metrics.Descent));
        Assert.InRange(font.Metrics.CapHeight, 640, 670);
    }

    [Fact]
    public void WidthOf_WhenFaceIsTimesMetric_EqualsTimes()
    {
        // widths of Times-Roman in Adobe's metrics
        Assert.Equal(
            [250, 722, 444, 500, 250, 1000],
            new[] { ' ', 'A', 'a', '5', '.', '—' }.Select(c => Samples.Regular.WidthOf(c))
        );
        Assert.Equal(722 + 444 + 250, Samples.Regular.Measure("Aa "));
    }

    [Fact]
    public void GlyphOf_WhenComparedWithFontconfig_HasTheSameCharacters()
    {
        var (exit, output, error) = OutsideTool.Run("fc-scan", "--format", "%{charset}", Samples.RegularFile);
        Assert.True(exit == 0, error);
        var expected = output.Split(' ').SelectMany(Range).ToHashSet();

        var actual = Enumerable.Range(0, 0x110000).Where(Samples.Regular.Has).ToHashSet();

        actual.SymmetricExceptWith(expected);
        // fontconfig leaves characters out whose glyph is empty though it should not be
        Assert.True(actual.Count < 10, string.Join(' ', actual.Select(c => $"{c:X4}")));
        Assert.True(expected.Count > 2000);
    }

    [Theory]
    [InlineData("OTTO", SigningErrorKind.UnsupportedFormat)]
    [InlineData("ttcf", SigningErrorKind.UnsupportedFormat)]
    [InlineData("%PDF", SigningErrorKind.MalformedDocument)]
    public void Load_WhenFileIsAnotherKind_IsRefusedWithKind(string head, SigningErrorKind kind)
    {
        var octets = System.Text.Encoding.ASCII.GetBytes(head.PadRight(64, '\0'));

        Assert.Equal(kind, Assert.Throws<SigningException>(() => TrueTypeFont.Load(octets)).Kind);
    }

    [Fact]
    public void Load_WhenFileIsOverTheLimit_IsRefused() =>
        Assert.Equal(
            SigningErrorKind.DocumentTooLarge,
            Assert.Throws<SigningException>(() => TrueTypeFont.Load(new byte[TableDirectory.MaxBytes + 1])).Kind
        );

    [Theory]
    [InlineData("head")]
    [InlineData("cmap")]
    [InlineData("hmtx")]
    [InlineData("OS/2")]
    public void Load_WhenTableIsMissing_NamesIt(string tag)
    {
        var file = FontFiles.Rename(Samples.RegularFile, tag);

        var fault = Assert.Throws<SigningException>(() => TrueTypeFont.Load(file));

        Assert.Contains($"'{tag}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0002, EmbeddingRights.Restricted, false)]
    [InlineData(0x0004, EmbeddingRights.PreviewAndPrint, false)]
    [InlineData(0x0008, EmbeddingRights.Editable, false)]
    [InlineData(0x0006, EmbeddingRights.PreviewAndPrint, false)]
    [InlineData(0x0104, EmbeddingRights.PreviewAndPrint, true)]
    [InlineData(0x0200, EmbeddingRights.Restricted, false)]
    public void Embedding_WhenTypeIsSet_FollowsIt(int type, EmbeddingRights rights, bool forbidsSubsetting)
    {
        var file = File.ReadAllBytes(Samples.RegularFile);
        var place = FontFiles.Table(file, "OS/2").Offset + 8;
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(place), (ushort)type);

        var font = TrueTypeFont.Load(file);

        Assert.Equal((rights, forbidsSubsetting), (font.Metrics.Embedding, font.Metrics.ForbidsSubsetting));
        if (rights == EmbeddingRights.Restricted || forbidsSubsetting)
        {
            var fault = Assert.Throws<SigningException>(() => EmbeddedFont.Create(font, "a"));
            Assert.Equal(SigningErrorKind.UnsupportedFormat, fault.Kind);
        }
    }

    private static IEnumerable<int> Range(string text)
    {
        var ends = text.Split('-').Select(end => Convert.ToInt32(end, 16)).ToArray();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
