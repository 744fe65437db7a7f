// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The dictionaries of an embedded font (ISO 32000-2 §9.7.4, §9.7.6, §9.8).</summary>
internal static class EmbeddedFontObjects
{
    private const int FixedPitch = 1;
    private const int Serif = 1 << 1;
    private const int Symbolic = 1 << 2; // its letters are not within Standard Latin
    private const int Italic = 1 << 6;

    public static string Type0(EmbeddedFont font, int cidFont, int toUnicode) =>
        Text(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{font.Name} /Encoding /Identity-H /DescendantFonts [{cidFont} 0 R] /ToUnicode {toUnicode} 0 R >>"
        );

    public static string CidFont(EmbeddedFont font, int descriptor) =>
        Text(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font.Name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 0 /W [0 [{string.Join(' ', font.Widths)}]] >>"
        );

    public static string Descriptor(EmbeddedFont font, int program, int? cidSet)
    {
        var set = cidSet is null ? "" : Text($" /CIDSet {cidSet} 0 R");
        var metrics = font.Face.Metrics;
        var (left, bottom, right, top) = metrics.BoundingBox;
        return Text(
            $"<< /Type /FontDescriptor /FontName /{font.Name} /Flags {Flags(metrics)} /FontBBox [{left} {bottom} {right} {top}] /ItalicAngle {metrics.ItalicAngle} /Ascent {metrics.Ascent} /Descent {metrics.Descent} /CapHeight {metrics.CapHeight} /StemV {StemWidth(metrics.Weight)} /FontFile2 {program} 0 R{set} >>"
        );
    }

    private static int Flags(FontMetrics metrics) =>
        Symbolic
        | (metrics.IsFixedPitch ? FixedPitch : 0)
        | (metrics.HasSerifs ? Serif : 0)
        | (metrics.IsItalic ? Italic : 0);

    /// <summary>A TrueType file doesn't tell its stem width; the usual guess from the weight: 88 for 400, 166 for 700.</summary>
    private static int StemWidth(int weight) => 50 + (int)Math.Round(weight / 65.0 * (weight / 65.0));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
