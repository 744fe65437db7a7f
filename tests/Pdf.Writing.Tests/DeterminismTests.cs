// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>Equal input and time give equal octets.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(PdfConformance.PdfA3b)]
    [InlineData(PdfConformance.PdfA1b)]
    [InlineData(PdfConformance.None)]
    public void ToArray_WhenMadeTwice_GivesTheSameOctets(PdfConformance conformance) =>
        Assert.Equal(Samples.Full(conformance), Samples.Full(conformance));

    [Fact]
    public void ToArray_WhenTheLibraryWasLoadedAnew_GivesTheSameOctets() =>
        Assert.Equal(SevenPages.Make(Samples.Fonts, 7), SevenPages.Make(FontLibrary.Load(), 7));

    [Fact]
    public async Task ToArray_WhenManyThreadsShareTheLibrary_GivesTheSameOctets()
    {
        var library = FontLibrary.Load();
        var alone = Enumerable.Range(0, 16).Select(pupil => SevenPages.Make(Samples.Fonts, pupil)).ToArray();

        var together = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(pupil => Task.Run(() => SevenPages.Make(library, pupil)))
        );

        Assert.Equal(alone, together);
    }

    [Fact]
    public void ToArray_WhenTheTextDiffers_GivesAnotherIdentifier()
    {
        var (one, two) = (Identifier(Samples.WithText("một")), Identifier(Samples.WithText("hai")));
        Assert.Equal(32, one.Length);
        Assert.NotEqual(one, two);
    }

    private static string Identifier(byte[] pdf)
    {
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        var start = text.IndexOf("/ID[<", StringComparison.Ordinal) + 5;
        return text[start..text.IndexOf('>', start)];
    }
}
