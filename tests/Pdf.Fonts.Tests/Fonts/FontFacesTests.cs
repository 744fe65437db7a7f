// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class FontFacesTests
{
    [Fact]
    public void Load_WhenFolderHoldsTimesNames_TakesThem()
    {
        using var folder = new TempFolder();
        var source = Path.GetDirectoryName(Samples.RegularFile)!;
        foreach (
            var (name, style) in new[]
            {
                ("TIMES.TTF", "Regular"),
                ("timesbd.ttf", "Bold"),
                ("timesi.ttf", "Italic"),
                ("timesbi.ttf", "BoldItalic"),
            }
        )
        {
            File.Copy(Path.Combine(source, $"LiberationSerif-{style}.ttf"), folder.File(name));
        }

        var faces = FontFaces.Load(folder.Path);

        Assert.Equal("LiberationSerif-Bold", faces[FontStyle.Bold].PostScriptName);
        Assert.Equal("LiberationSerif", faces[FontStyle.Regular].PostScriptName);
    }

    [Fact]
    public void Load_WhenAFaceIsMissing_NamesItAndWhatToInstall()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "times.ttf", "timesbd.ttf", "timesi.ttf" })
        {
            File.Copy(Samples.RegularFile, folder.File(name));
        }

        var fault = Assert.Throws<FileNotFoundException>(() => FontFaces.Load(folder.Path));

        Assert.Contains("BoldItalic (timesbi.ttf", fault.Message, StringComparison.Ordinal);
        Assert.Contains("fonts-liberation2", fault.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("timesi.ttf", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenAFileIsDamaged_NamesTheFileAndOffset()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf" })
        {
            File.Copy(Samples.RegularFile, folder.File(name));
        }
        File.WriteAllBytes(folder.File("timesi.ttf"), File.ReadAllBytes(Samples.RegularFile)[..5000]);

        var fault = Assert.Throws<InvalidDataException>(() => FontFaces.Load(folder.Path));

        Assert.Contains("timesi.ttf", fault.Message, StringComparison.Ordinal);
        Assert.Contains("offset", fault.Message, StringComparison.Ordinal);
    }
}
