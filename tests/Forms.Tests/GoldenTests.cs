// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>
/// The pages against golden images. <c>eng/golden</c> makes the images anew: it sets <c>HBS_GOLDEN</c> to the folder to write
/// them to; then look at every one of them before they are committed.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    private const int Resolution = 30; // dots per inch: text is a texture, lines and blocks are in their places
    private const double MaxPointDifference = 40; // of 255, after a blur over 3 × 3 points
    private const double MaxPart = 0.002; // of the points may differ that much: other versions of poppler smooth otherwise

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Gallery.Documents.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Pages_WhenDrawn_LookAsTheGoldenImages(string name)
    {
        if (Environment.GetEnvironmentVariable("HBS_GOLDEN") is { Length: > 0 } target)
        {
            Keep(target, name);
            return;
        }
        var folder = Path.Combine(AppContext.BaseDirectory, "golden");
        var pages = Draw(name);
        var numbers = Gallery.PagesToCompare(name, pages.Count);
        Assert.Equal(numbers.Count, Directory.GetFiles(folder, $"{name}.*.png").Length);
        foreach (var number in numbers)
        {
            var expected = GrayImage.ReadPng(Path.Combine(folder, $"{name}.{number}.png"));
            var part = expected.DifferentPart(GrayImage.Read(pages[number - 1]), MaxPointDifference);
            Assert.True(part <= MaxPart, $"{name}, page {number}: {part:P2} of the page looks different.");
        }
    }

    [Fact]
    public void Compare_WhenALineIsMissing_FindsIt()
    {
        var page = GrayImage.Read(Draw("thcs")[3]);
        Assert.True(page.DifferentPart(page.WithoutRows(50, 6), MaxPointDifference) > MaxPart);
    }

    private void Keep(string target, string name)
    {
        foreach (var old in Directory.GetFiles(target, $"{name}.*.png"))
        {
            File.Delete(old);
        }
        var pages = Draw(name);
        foreach (var number in Gallery.PagesToCompare(name, pages.Count))
        {
            GrayImage.WritePng(pages[number - 1], Path.Combine(target, $"{name}.{number}.png"));
        }
    }

    private List<string> Draw(string name)
    {
        var pdf = _folder.Write("page.pdf", Gallery.Documents[name]().Document.Span);
        var (exit, _, error) = OutsideTool.Run("pdftoppm", "-r", $"{Resolution}", "-gray", pdf, _folder.File("page"));
        Assert.True(exit == 0 && error.Length == 0, error);
        return [.. Directory.GetFiles(_folder.Path, "page-*.pgm").Order(StringComparer.Ordinal)];
    }
}
