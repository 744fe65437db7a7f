// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class ShapedTextTests
{
    [Fact]
    public void Letters_WhenCounted_AreTheVietnameseAlphabet()
    {
        Assert.Equal(134, VietnameseText.Letters.Length);
        Assert.Equal(134, VietnameseText.Letters.Distinct().Count());
    }

    [Fact]
    public void Shape_WhenInputIsDecomposed_GivesTheComposedLetters()
    {
        var decomposed = Python("NFD", VietnameseText.All + LatinText());

        var shaped = ShapedText.Shape(Samples.Regular, decomposed);

        Assert.Equal(VietnameseText.All + LatinText(), shaped.Text);
        Assert.True(decomposed.Length > shaped.Text.Length + 200);
    }

    [Theory]
    [InlineData("e\u0323\u0302", "ệ")]
    [InlineData("e\u0302\u0323", "ệ")]
    [InlineData("ê\u0323", "ệ")]
    [InlineData("ẹ\u0302", "ệ")]
    [InlineData("o\u031B\u0301", "ớ")]
    [InlineData("o\u0301\u031B", "ớ")]
    [InlineData("Nguye\u0302\u0303n \u0110\u006F\u0302\u0303", "Nguyễn Đỗ")]
    [InlineData("A\u0301nh Tuye\u0302\u0301t \u0110a\u0306\u0323ng", "Ánh Tuyết Đặng")]
    public void Shape_WhenMarksStandInAnyOrder_ComposesThem(string input, string expected)
    {
        var shaped = ShapedText.Shape(Samples.Regular, input);

        Assert.Equal(expected, shaped.Text);
        Assert.True(shaped.IsComplete);
        Assert.Equal(Samples.Regular.Measure(expected), shaped.Width);
    }

    [Fact]
    public void Compose_WhenMarksAreRandom_EqualsUnicode()
    {
        var random = new Random(1);
        const string Letters = "aAeEoOuUyYdDsSnứệẫậĐ x";
        var marks = LatinPairs.All.Select(entry => entry.Mark).ToArray();
        var lines = Enumerable
            .Range(0, 3000)
            .Select(_ => Letters[random.Next(Letters.Length)] + string.Concat(random.GetItems(marks, random.Next(4))));
        var text = string.Join('|', lines);

        Assert.Equal(Python("NFC", text), LatinComposition.Compose(text));
    }

    [Theory]
    [InlineData("a\u4E2Db", 0x4E2D, 1)]
    [InlineData("a\u0007", 7, 1)]
    [InlineData("a\uD800b", 0xFFFD, 1)]
    [InlineData("ab\u202E", 0x202E, 2)]
    [InlineData("x\u0323\u0331", 0x0323, 1)]
    [InlineData("\U0001F600", 0x1F600, 0)]
    public void Shape_WhenACharacterCannotBeDrawn_ReportsIt(string text, int codePoint, int index)
    {
        var shaped = ShapedText.Shape(Samples.Regular, text);

        Assert.False(shaped.IsComplete);
        Assert.Equal(new MissingGlyph(codePoint, index), shaped.Missing[0]);
    }

    private static string LatinText() =>
        string.Concat(LatinPairs.All.SelectMany(mark => mark.Pairs.Where((_, i) => i % 2 == 1)));

    private static string Python(string form, string text)
    {
        const string Program =
            "import sys,unicodedata as u;sys.stdin.reconfigure(encoding='utf-8');sys.stdout.reconfigure(encoding='utf-8');"
            + "sys.stdout.write(u.normalize(sys.argv[1],sys.stdin.read()))";
        var (exit, output, error) = OutsideTool.RunWithInput("/usr/bin/python3", text, "-c", Program, form);
        Assert.True(exit == 0, error);
        return output;
    }
}
