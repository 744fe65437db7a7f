// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>A page as pdftoppm draws it at 150 dots an inch.</summary>
internal sealed record Rendering(int Width, int Height, byte[] Rgb)
{
    private const int Resolution = 150;

    public static Rendering Of(TemporaryFolder folder, byte[] pdf, int page)
    {
        var file = folder.Write("rendered.pdf", pdf);
        var target = folder.File("rendered");
        var number = page.ToString(CultureInfo.InvariantCulture);
        var (exit, output, error) = OutsideTool.Run(
            "pdftoppm",
            ["-r", $"{Resolution}", "-f", number, "-l", number, "-singlefile", file, target]
        );
        Assert.True(exit == 0, output + error);
        Assert.True(error.Length == 0, error);
        if (Environment.GetEnvironmentVariable("HBS_KEEP") is { Length: > 0 } keep)
        {
            File.Copy(file, Path.Combine(keep, $"{Path.GetRandomFileName()}.pdf"));
        }
        return Read(File.ReadAllBytes(target + ".ppm"));
    }

    /// <summary>How many pixels of a rectangle, as the reader sees the page, are of a colour.</summary>
    public int Count(PagePlace place, Func<(int R, int G, int B), bool> isOf) =>
        Pixels(place, isInside: true).Count(p => isOf(p.Color));

    /// <summary>The mean distance from the left edge of the pixels of a colour, in points.</summary>
    public (double From, double To) Span(PagePlace place, Func<(int R, int G, int B), bool> isOf)
    {
        var found = Pixels(place, isInside: true).Where(p => isOf(p.Color)).Select(static p => (double)p.X).ToList();
        return (found.Min() * 72 / Resolution, found.Max() * 72 / Resolution);
    }

    /// <summary>True when nothing differs but inside of the rectangle.</summary>
    public bool IsSameOutside(Rendering other, PagePlace place)
    {
        var before = other.Pixels(place, isInside: false).ToList();
        return (Width, Height) == (other.Width, other.Height)
            && before.Count > 0
            && Pixels(place, isInside: false).SequenceEqual(before);
    }

    /// <summary>The samples of a rectangle whose edges are whole pixels.</summary>
    public byte[] Crop(PagePlace place)
    {
        const double Scale = Resolution / 72.0;
        var (left, width) = ((int)Math.Round(place.Left * Scale), (int)Math.Round(place.Width * Scale));
        var top = Height - (int)Math.Round((place.Bottom + place.Height) * Scale);
        var rows = Enumerable.Range(top, (int)Math.Round(place.Height * Scale));
        return [.. rows.SelectMany(y => Rgb[(((y * Width) + left) * 3)..(((y * Width) + left + width) * 3)])];
    }

    private IEnumerable<(int X, int Y, (int R, int G, int B) Color)> Pixels(PagePlace place, bool isInside)
    {
        const double Scale = Resolution / 72.0;
        var (left, right) = ((int)(place.Left * Scale) - 1, (int)((place.Left + place.Width) * Scale) + 1);
        var top = Height - (int)((place.Bottom + place.Height) * Scale) - 2;
        var bottom = Height - (int)(place.Bottom * Scale) + 1;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if ((x >= left && x <= right && y >= top && y <= bottom) == isInside)
                {
                    var at = ((y * Width) + x) * 3;
                    yield return (x, y, (Rgb[at], Rgb[at + 1], Rgb[at + 2]));
                }
            }
        }
    }

    private static Rendering Read(byte[] ppm)
    {
        var lines = Encoding.ASCII.GetString(ppm.AsSpan(0, 40)).Split('\n');
        var size = lines[1].Split(' ').Select(static n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var start = lines[..3].Sum(static l => l.Length + 1);
        return new Rendering(size[0], size[1], ppm[start..]);
    }
}
