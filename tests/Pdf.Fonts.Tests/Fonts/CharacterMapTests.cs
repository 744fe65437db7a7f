// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class CharacterMapTests
{
    [Fact]
    public void Load_WhenMapHasFormat12_ReadsTheSameCharactersAndThoseBeyondTheFirstPlane()
    {
        var characters = Enumerable.Range(0, 0x10000).Where(Samples.Regular.Has).ToArray();
        var groups = characters.Select(c => (c, c, Samples.Regular.GlyphOf(c))).Append((0x1F600, 0x1F602, 40));

        var font = TrueTypeFont.Load(WithMap(groups));

        Assert.All(characters, c => Assert.Equal(Samples.Regular.GlyphOf(c), font.GlyphOf(c)));
        Assert.Equal([0, 40, 41, 42, 0], Enumerable.Range(0x1F5FF, 5).Select(font.GlyphOf));
        Assert.Equal((0, 0), (font.GlyphOf(-1), font.GlyphOf(0x110000)));
        Assert.True(ShapedText.Shape(font, "a\U0001F600").IsComplete);
    }

    [Fact]
    public void Load_WhenGroupNamesAGlyphThatIsNotThere_CharacterIsMissing()
    {
        var font = TrueTypeFont.Load(WithMap([(65, 65, 40), (66, 67, Samples.Regular.GlyphCount - 1)]));

        Assert.Equal((40, Samples.Regular.GlyphCount - 1, 0), (font.GlyphOf(65), font.GlyphOf(66), font.GlyphOf(67)));
    }

    [Theory]
    [InlineData(70, 60)]
    [InlineData(65, 0x110000)]
    [InlineData(0, 5)]
    public void Load_WhenGroupsAreOutOfOrder_IsRefused(int first, int last)
    {
        var file = WithMap([(60, 64, 40), (first, last, 40)]);

        var fault = Assert.Throws<SigningException>(() => TrueTypeFont.Load(file));

        Assert.Equal(SigningErrorKind.MalformedDocument, fault.Kind);
    }

    /// <summary>The system's font with a character map of format 12 at its end.</summary>
    private static byte[] WithMap(IEnumerable<(int First, int Last, int Glyph)> groups)
    {
        int[] numbers = [.. groups.SelectMany(group => new[] { group.First, group.Last, group.Glyph })];
        // version 0, one subtable: platform 3, encoding 10, at 12; format 12, its length, language, count of groups
        int[] head = [1, (3 << 16) | 10, 12, 12 << 16, 16 + (numbers.Length * 4), 0, numbers.Length / 3];
        var map = new byte[(head.Length + numbers.Length) * 4];
        foreach (var (i, number) in head.Concat(numbers).Index())
        {
            BinaryPrimitives.WriteInt32BigEndian(map.AsSpan(i * 4), number);
        }
        var file = File.ReadAllBytes(Samples.RegularFile);
        var record = FontFiles.Table(file, "cmap").Record;
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(record + 8), file.Length);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(record + 12), map.Length);
        return [.. file, .. map];
    }
}
