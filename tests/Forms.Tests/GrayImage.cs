// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>A grey picture of 8 bits a point, as poppler writes it (binary PGM).</summary>
internal sealed class GrayImage(int width, int height, byte[] points)
{
    public static GrayImage Read(string file) => Parse(File.ReadAllBytes(file));

    /// <summary>Reads a PNG with the help of netpbm.</summary>
    public static GrayImage ReadPng(string file)
    {
        var (exit, output, error) = OutsideTool.Run("pngtopnm", "-plain", file);
        Assert.True(exit == 0, error);
        var numbers = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("P2", "255"), (numbers[0], numbers[3]));
        return new GrayImage(
            int.Parse(numbers[1], CultureInfo.InvariantCulture),
            int.Parse(numbers[2], CultureInfo.InvariantCulture),
            [.. numbers.Skip(4).Select(number => byte.Parse(number, CultureInfo.InvariantCulture))]
        );
    }

    /// <summary>Makes a PNG of a PGM with the help of netpbm.</summary>
    public static void WritePng(string pgm, string png)
    {
        var (exit, _, error) = OutsideTool.Run("sh", "-c", "pnmtopng -quiet \"$1\" > \"$2\"", "sh", pgm, png);
        Assert.True(exit == 0, error);
    }

    /// <summary>Which part of the points differs by more than <paramref name="limit"/> when both are blurred.</summary>
    public double DifferentPart(GrayImage other, double limit)
    {
        if (other.Size != Size)
        {
            return 1;
        }
        var count = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                count += Math.Abs(Around(x, y) - other.Around(x, y)) > limit ? 1 : 0;
            }
        }
        return (double)count / points.Length;
    }

    /// <summary>The picture with white rows.</summary>
    public GrayImage WithoutRows(int first, int count)
    {
        var copy = points.ToArray();
        copy.AsSpan(first * width, count * width).Fill(255);
        return new GrayImage(width, height, copy);
    }

    private (int Width, int Height) Size => (width, height);

    private double Around(int x, int y)
    {
        var sum = 0;
        for (var row = y - 1; row <= y + 1; row++)
        {
            for (var column = x - 1; column <= x + 1; column++)
            {
                sum += points[(row * width) + column];
            }
        }
        return sum / 9.0;
    }

    private static GrayImage Parse(byte[] file)
    {
        var at = 0;
        Assert.Equal("P5", Word(file, ref at));
        var width = int.Parse(Word(file, ref at), CultureInfo.InvariantCulture);
        var height = int.Parse(Word(file, ref at), CultureInfo.InvariantCulture);
        Assert.Equal("255", Word(file, ref at));
        Assert.Equal(width * height, file.Length - at);
        return new GrayImage(width, height, file[at..]);
    }

    private static string Word(byte[] file, ref int at)
    {
        var start = at;
        while (file[at] is not ((byte)' ' or (byte)'\n'))
        {
            at++;
        }
        return Encoding.ASCII.GetString(file, start, at++ - start);
    }
}
