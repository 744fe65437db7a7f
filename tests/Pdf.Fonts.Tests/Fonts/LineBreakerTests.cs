// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class LineBreakerTests
{
    [Fact]
    public void Break_WhenTextIsLong_KeepsWordsWhole()
    {
        const string Text = "Em chăm ngoan, tích cực phát biểu xây dựng bài, có tiến bộ rõ rệt trong học kì II.";

        var lines = LineBreaker.Break(Samples.Regular, Text, 13, 150);

        Assert.True(lines.Count > 2);
        Assert.Equal(Text, string.Join(' ', lines));
        Assert.All(lines, line => Assert.True(Samples.Regular.Measure(line) * 13 / 1000.0 <= 150));
        // greedy: the next line's first word would not have fitted
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var longer = $"{lines[i]} {lines[i + 1].Split(' ')[0]}";
            Assert.True(Samples.Regular.Measure(longer) * 13 / 1000.0 > 150);
        }
    }

    [Fact]
    public void Break_WhenAWordIsTooLong_BreaksIt()
    {
        var word = new string('m', 40);

        var lines = LineBreaker.Break(Samples.Regular, $"a {word} b", 10, 100);

        Assert.Equal("a" + word + "b", string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(Samples.Regular.Measure(line) / 100.0 <= 100));
    }

    [Fact]
    public void Break_WhenTextHasLineFeeds_EndsLinesThere() =>
        Assert.Equal(["a", "", "b c"], LineBreaker.Break(Samples.Regular, "a\n\nb c", 10, 100));

    [Fact]
    public void Break_WhenNothingFits_StillEnds() =>
        Assert.Equal(["a", "b"], LineBreaker.Break(Samples.Regular, "ab", 10, 0));

    [Fact]
    public void Break_WhenTextIsEmpty_GivesOneLine() =>
        Assert.Equal([""], LineBreaker.Break(Samples.Regular, "", 10, 100));

    [Fact]
    public void Break_WhenSpaceIsNoBreak_KeepsTogether() =>
        Assert.Equal(["aaaa", "bb\u00A0cc"], LineBreaker.Break(Samples.Regular, "aaaa bb\u00A0cc", 10, 30));
}
