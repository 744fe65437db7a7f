// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

[Collection(nameof(DevelopmentSite))]
public sealed class ContactSheetTests(DevelopmentSite site) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Demo_WhenItIsDone_LeavesAPictureThatOtherToolsRead()
    {
        var sheet = Path.Combine(site.Sealed, "contact-sheet.png");
        Assert.Contains($"Contact sheet  {sheet}", site.Demo.Output, StringComparison.Ordinal);
        var pixels = _folder.File("sheet.ppm");
        var run = OutsideTool.Run("bash", "-c", $"pngtopnm '{sheet}' > '{pixels}'");
        Assert.True(run.ExitCode == 0, run.Error);
        var map = Assert.Single(PixelMap.ReadAll(File.ReadAllBytes(pixels)));
        // Six pages in two rows of four, on a ground that is the same grey everywhere.
        Assert.InRange(map.Width, 1_800, 2_000);
        Assert.InRange(map.Height, 1_250, 1_450);
        Assert.Equal([0xA0, 0xA0, 0xA0], map.Row(0)[..3].ToArray());
        Assert.Contains((byte)0xFF, map.Row(200).ToArray());
        Assert.Contains((byte)0x00, map.Row(200).ToArray());
    }

    [Fact]
    public async Task TryWrite_WhenTheToolIsNotThere_SaysWhatToInstall()
    {
        var target = _folder.File("sheet.png");
        var fault = await ContactSheet.TryWriteAsync("x.pdf", target, "no-such-tool", CancellationToken.None);
        Assert.Equal("no-such-tool is not there: install poppler-utils", fault);
        Assert.False(File.Exists(target));
    }

    [Theory]
    [InlineData("%PDF-1.7 and no more")]
    [InlineData("")]
    public async Task TryWrite_WhenTheFileIsNoPdf_SaysSoAndLeavesNothing(string content)
    {
        var pdf = _folder.Write("x.pdf", content);
        var target = _folder.File("sheet.png");
        var fault = await ContactSheet.TryWriteAsync(pdf, target, ContactSheet.Poppler, CancellationToken.None);
        Assert.Equal("pdftoppm could not draw it", fault);
        Assert.False(File.Exists(target));
    }

    [Theory]
    [InlineData("P5 1 1 255 x")]
    [InlineData("P6 1 1 65535 xxxxxx")]
    [InlineData("P6 0 1 255 ")]
    [InlineData("P6 99999 99999 255 ")]
    [InlineData("P6 2 2 255 xxx")]
    [InlineData("P6 1 ")]
    public void ReadAll_WhenItIsNoPixelMap_IsRefused(string text) =>
        Assert.Throws<InvalidDataException>(() => PixelMap.ReadAll(System.Text.Encoding.ASCII.GetBytes(text)));

    public void Dispose() => _folder.Dispose();
}
