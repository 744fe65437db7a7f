// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>One image XObject: its samples as they stand in the file, and how to read them.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="ColorSpace">A PDF object: a name, or an array for a palette; <see cref="Stencil"/>.</param>
/// <param name="BitsPerComponent">1, 2, 4 or 8.</param>
/// <param name="Filter">The entries Filter and DecodeParms.</param>
/// <param name="Data">Encoded samples.</param>
internal sealed record ImagePlane(
    int Width,
    int Height,
    string ColorSpace,
    int BitsPerComponent,
    string Filter,
    ReadOnlyMemory<byte> Data
)
{
    /// <summary>The colour space of a mask of one bit: none.</summary>
    public const string Stencil = "";

    /// <summary>True when the samples are places in a palette.</summary>
    public bool HasPalette => ColorSpace.StartsWith('[');

    /// <summary>The filter of samples with a PNG filter octet before each row (ISO 32000-2 §7.4.4.4).</summary>
    public static string PngFilter(int width, int colors, int bits) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {colors} /BitsPerComponent {bits} /Columns {width} >>"
        );

    public void Emit(IPdfObjectSink sink, int number, string moreEntries)
    {
        var kind = ColorSpace == Stencil ? "/ImageMask true" : $"/ColorSpace {ColorSpace}";
        var entries = string.Create(
            CultureInfo.InvariantCulture,
            $"/Type /XObject /Subtype /Image /Width {Width} /Height {Height} {kind} /BitsPerComponent {BitsPerComponent} {Filter}"
        );
        sink.WriteStream(number, $"{entries} {moreEntries}".TrimEnd(), Data.Span, compress: false);
    }
}
