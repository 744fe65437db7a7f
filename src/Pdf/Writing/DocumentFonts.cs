// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>The fonts of one document: which shared subsets it uses, and a further subset per face for rare characters.</summary>
internal sealed class DocumentFonts(FontLibrary library)
{
    private static readonly byte[][] s_names =
    [
        [(byte)'R'],
        [(byte)'B'],
        [(byte)'I'],
        [(byte)'J'],
    ];

    private readonly bool[] _usesShared = new bool[s_names.Length];
    private readonly Dictionary<int, ushort>?[] _rare = new Dictionary<int, ushort>?[s_names.Length];
    private readonly SortedDictionary<int, int> _replaced = [];

    /// <summary>What was replaced, and how often.</summary>
    public IReadOnlyDictionary<int, int> Replaced => _replaced;

    /// <summary>The resource name of a face's shared subset (no digit) or further subset (with <c>x</c>).</summary>
    public static ReadOnlySpan<byte> NameOf(PdfFont font) => s_names[(int)font.Style];

    /// <summary>Finds the character code of a code point.</summary>
    /// <returns>The code, and whether it is in the further subset.</returns>
    public (ushort Code, bool IsRare) Encode(PdfFont font, int codePoint)
    {
        var point = DrawableText.Plain(codePoint);
        var code = font.CodeOf(point);
        if (code == 0 && DrawableText.CanDraw(font.Face, point))
        {
            return (RareCode(font, point), true);
        }
        if (code == 0)
        {
            _replaced[point] = _replaced.GetValueOrDefault(point) + 1;
            code = font.CodeOf(font.Substitute);
        }
        _usesShared[(int)font.Style] = true;
        return (code, false);
    }

    /// <summary>The character code of a mark, which is always in the further subset.</summary>
    public ushort EncodeMark(PdfFont font, int codePoint) => RareCode(font, codePoint);

    /// <summary>Writes the fonts, and the entries of the resources that name them.</summary>
    public void Write(PdfFileWriter file, bool packs, ByteWriter resources)
    {
        for (var i = 0; i < s_names.Length; i++)
        {
            var font = library[(FontStyle)i];
            if (_usesShared[i])
            {
                file.Append(library.ObjectsOf(font, packs));
                resources.Byte((byte)'/').Raw(s_names[i]).Byte((byte)' ').Reference(ObjectNumbers.FontOf(font.Style));
            }
            if (_rare[i] is { } rare)
            {
                int[] points = [.. rare.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
                var number = EmbeddedFont.Create(font.Face, points, keepsInstructions: false).Emit(file, !packs);
                resources.Byte((byte)'/').Raw(s_names[i]).Raw("x "u8).Reference(number);
            }
        }
    }

    private ushort RareCode(PdfFont font, int point)
    {
        var codes = _rare[(int)font.Style] ??= [];
        if (!codes.TryGetValue(point, out var code))
        {
            code = (ushort)(codes.Count + 1);
            codes.Add(point, code);
        }
        return code;
    }
}
