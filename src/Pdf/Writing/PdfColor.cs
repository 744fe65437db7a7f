// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>A colour of sRGB. The default value is black.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    /// <summary>Black.</summary>
    public static PdfColor Black => default;

    /// <summary>White.</summary>
    public static PdfColor White => Gray(255);

    /// <summary>A grey from 0, black, to 255, white.</summary>
    public static PdfColor Gray(byte level) => new(level, level, level);

    internal bool IsGray => Red == Green && Green == Blue;

    /// <summary>Writes the operands and the operator that sets this colour.</summary>
    internal void Write(ByteWriter output, bool strokes)
    {
        if (IsGray)
        {
            Component(output, Red).Raw(strokes ? "G\n"u8 : "g\n"u8);
            return;
        }
        Component(output, Red);
        Component(output, Green);
        Component(output, Blue).Raw(strokes ? "RG\n"u8 : "rg\n"u8);
    }

    // Three decimals: two would make neighbours of 255 levels equal.
    private static ByteWriter Component(ByteWriter output, byte level)
    {
        if (level is 0 or 255)
        {
            return output.Byte(level == 0 ? (byte)'0' : (byte)'1').Byte((byte)' ');
        }
        var thousandths = ((level * 1000) + 127) / 255;
        return output
            .Byte((byte)'.')
            .Byte((byte)('0' + (thousandths / 100)))
            .Byte((byte)('0' + (thousandths / 10 % 10)))
            .Byte((byte)('0' + (thousandths % 10)))
            .Byte((byte)' ');
    }
}
