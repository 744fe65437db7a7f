// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The three streams of an embedded font, compressed once.</summary>
internal sealed class EmbeddedFontStreams
{
    private const string Flate = "/Filter /FlateDecode";

    private readonly int _programLength;
    private readonly byte[] _toUnicode;
    private readonly byte[] _cidSet;

    public EmbeddedFontStreams(TrueTypeSubset subset, ReadOnlySpan<byte> toUnicode)
    {
        _programLength = subset.File.Length;
        Program = FlateData.Compress(subset.File);
        _toUnicode = FlateData.Compress(toUnicode);
        _cidSet = FlateData.Compress(CidSet(subset.Glyphs.Count));
    }

    /// <summary>The compressed font program.</summary>
    public byte[] Program { get; }

    public void Emit(IPdfObjectSink sink, int program, int toUnicode, int? cidSet)
    {
        var length1 = string.Create(CultureInfo.InvariantCulture, $"{Flate} /Length1 {_programLength}");
        sink.WriteStream(program, length1, Program, compress: false);
        sink.WriteStream(toUnicode, Flate, _toUnicode, compress: false);
        if (cidSet is { } number)
        {
            sink.WriteStream(number, Flate, _cidSet, compress: false);
        }
    }

    /// <summary>
    /// One bit per glyph of the program, highest bit first: PDF/A-1 (ISO 19005-1 §6.3.5) wants the set, PDF/A-3 (ISO 19005-3
    /// §6.2.11.4.2) wants it whole where it is there. All glyphs are present, components too.
    /// </summary>
    private static byte[] CidSet(int glyphs)
    {
        var bits = new byte[(glyphs + 7) / 8];
        for (var glyph = 0; glyph < glyphs; glyph++)
        {
            bits[glyph / 8] |= (byte)(0x80 >> (glyph % 8));
        }
        return bits;
    }
}
