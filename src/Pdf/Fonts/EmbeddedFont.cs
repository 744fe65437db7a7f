// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// A subset of a face as a PDF font: Type0, Identity-H, with widths and ToUnicode (ISO 32000-2 §9.7, ISO 19005-3 §6.2.11).
/// Each code point has a character code of its own, in the order of the code points, from 1; so every letter that is copied
/// out of the document is the letter that went in. Immutable: made once, emitted into many documents, safe for many threads.
/// </summary>
internal sealed class EmbeddedFont
{
    private const int MaxCodePoints = 20_000;

    private readonly FrozenDictionary<int, ushort> _codes;
    private readonly EmbeddedFontStreams _streams;

    private EmbeddedFont(TrueTypeFont face, int[] codePoints, TrueTypeSubset subset)
    {
        (Face, CodePoints) = (face, codePoints);
        _codes = codePoints.Select((point, i) => (point, i)).ToFrozenDictionary(x => x.point, x => (ushort)(x.i + 1));
        Name = $"{SubsetTag.Of(subset.File)}+{face.PostScriptName}";
        _streams = new EmbeddedFontStreams(subset, ToUnicodeCMap.Make(codePoints));
        Widths = [.. subset.Glyphs.Select(face.GlyphWidthOf)];
    }

    /// <summary>The whole face.</summary>
    public TrueTypeFont Face { get; }

    /// <summary>The code points of the character codes from 1.</summary>
    public IReadOnlyList<int> CodePoints { get; }

    /// <summary>The name with its subset tag: <c>ABCDEF+LiberationSerif</c>.</summary>
    public string Name { get; }

    /// <summary>Width of each character code from 0, in 1/1000 em.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>How many octets the compressed font program has.</summary>
    public int ProgramLength => _streams.Program.Length;

    /// <summary>Makes the font for the code points of a text.</summary>
    /// <param name="face">The whole face.</param>
    /// <param name="text">Every character that will be shown; order and repetition don't matter.</param>
    /// <param name="keepsInstructions">False drops hinting, for the smallest file.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>: the face has no glyph for some characters, which are named.
    /// <see cref="SigningErrorKind.UnsupportedFormat"/>: the font's maker forbids embedding.
    /// </exception>
    public static EmbeddedFont Create(TrueTypeFont face, string text, bool keepsInstructions = true)
    {
        var shaped = ShapedText.Shape(face, text);
        RequireComplete(shaped);
        int[] codePoints = [.. shaped.Text.EnumerateRunes().Select(rune => rune.Value).Distinct().Order()];
        return Create(face, codePoints, keepsInstructions);
    }

    /// <summary>Makes the font for code points that the face has.</summary>
    /// <param name="face">The whole face.</param>
    /// <param name="codePoints">Different code points; the first gets the character code 1.</param>
    /// <param name="keepsInstructions">False drops hinting, for the smallest file.</param>
    /// <exception cref="SigningException">As the other overload.</exception>
    public static EmbeddedFont Create(TrueTypeFont face, int[] codePoints, bool keepsInstructions)
    {
        RequireRights(face);
        if (codePoints.Length > MaxCodePoints)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The text uses more than {MaxCodePoints} different characters.",
                "text"
            );
        }
        int[] glyphs = [0, .. codePoints.Select(face.GlyphOf)];
        return new EmbeddedFont(face, codePoints, TrueTypeSubset.Create(face, glyphs, keepsInstructions));
    }

    /// <summary>The character code of a code point; 0 when it is not in the subset.</summary>
    public ushort CodeOf(int codePoint) => _codes.GetValueOrDefault(codePoint);

    /// <summary>True when the subset holds every character of a composed text.</summary>
    public bool Has(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!_codes.ContainsKey(rune.Value))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Writes the operand of <c>Tj</c> for a composed text: a hexadecimal string.</summary>
    /// <exception cref="ArgumentException">A character is not in the subset.</exception>
    public void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("<"u8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!_codes.TryGetValue(rune.Value, out var code))
            {
                throw new ArgumentException($"U+{rune.Value:X4} is not in the subset.", nameof(text));
            }
            code.TryFormat(output.GetSpan(4), out var written, "X4");
            output.Advance(written);
        }
        output.Write(">"u8);
    }

    /// <summary>Writes the font's objects.</summary>
    /// <param name="sink">Takes the objects.</param>
    /// <param name="withCidSet">True to write the CIDSet, which only PDF/A-1 asks for.</param>
    /// <returns>The object number of the Type0 dictionary.</returns>
    public int Emit(IPdfObjectSink sink, bool withCidSet = true)
    {
        var (type0, cidFont, descriptor) = (sink.Reserve(), sink.Reserve(), sink.Reserve());
        var (program, toUnicode) = (sink.Reserve(), sink.Reserve());
        int? cidSet = withCidSet ? sink.Reserve() : null;
        sink.Write(type0, Encoding.ASCII.GetBytes(EmbeddedFontObjects.Type0(this, cidFont, toUnicode)));
        sink.Write(cidFont, Encoding.ASCII.GetBytes(EmbeddedFontObjects.CidFont(this, descriptor)));
        sink.Write(descriptor, Encoding.ASCII.GetBytes(EmbeddedFontObjects.Descriptor(this, program, cidSet)));
        _streams.Emit(sink, program, toUnicode, cidSet);
        return type0;
    }

    private static void RequireRights(TrueTypeFont face)
    {
        if (face.Metrics.Embedding == EmbeddingRights.Restricted || face.Metrics.ForbidsSubsetting)
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                $"The maker of the font {face.PostScriptName} forbids embedding a subset of it.",
                "OS/2.fsType"
            );
        }
    }

    private static void RequireComplete(ShapedText shaped)
    {
        if (!shaped.IsComplete)
        {
            var names = shaped.Missing.Select(missing => missing.ToString()).Distinct(StringComparer.Ordinal).Take(5);
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The font cannot draw these characters of the text: {string.Join(", ", names)}.",
                "text"
            );
        }
    }
}
