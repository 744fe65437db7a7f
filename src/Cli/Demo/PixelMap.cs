// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Pixels of 8 bits red, green and blue, and what netpbm calls PPM (P6).</summary>
internal sealed class PixelMap(int width, int height)
{
    private const int MaxSide = 10_000;
    private readonly byte[] _samples = new byte[checked(width * height * 3)];

    public int Width => width;

    public int Height => height;

    /// <summary>The samples of a row.</summary>
    public ReadOnlySpan<byte> Row(int y) => _samples.AsSpan(y * width * 3, width * 3);

    /// <summary>Reads maps that follow each other.</summary>
    /// <exception cref="InvalidDataException">They are no binary PPM of 8 bits.</exception>
    public static IReadOnlyList<PixelMap> ReadAll(ReadOnlySpan<byte> octets)
    {
        var maps = new List<PixelMap>();
        while (!octets.IsEmpty)
        {
            if (!octets.StartsWith("P6"u8))
            {
                throw new InvalidDataException("No PPM.");
            }
            octets = octets[2..];
            var map = new PixelMap(Number(ref octets), Number(ref octets));
            if (Number(ref octets) != byte.MaxValue || octets.Length < 1 + map._samples.Length)
            {
                throw new InvalidDataException("A PPM that is cut off, or not of 8 bits.");
            }
            octets = octets[1..]; // one white space ends the header
            octets[..map._samples.Length].CopyTo(map._samples);
            octets = octets[map._samples.Length..];
            maps.Add(map);
        }
        return maps;
    }

    /// <summary>Makes everything one grey.</summary>
    public void Fill(byte grey) => Array.Fill(_samples, grey);

    /// <summary>Draws another one onto this; it has to fit.</summary>
    public void Draw(PixelMap other, int left, int top)
    {
        for (var y = 0; y < other.Height; y++)
        {
            other.Row(y).CopyTo(_samples.AsSpan((((top + y) * width) + left) * 3));
        }
    }

    private static int Number(ref ReadOnlySpan<byte> octets)
    {
        octets = octets.TrimStart(" \t\r\n"u8);
        var digits = octets.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (
            digits <= 0
            || !int.TryParse(octets[..digits], System.Globalization.CultureInfo.InvariantCulture, out var number)
            || number is 0 or > MaxSide
        )
        {
            throw new InvalidDataException("A number of a PPM is out of range.");
        }
        octets = octets[digits..];
        return number;
    }
}
