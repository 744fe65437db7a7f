// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// A font file with some glyphs of another one. Glyphs get new ids: the place in the list is the id, so CIDToGIDMap can be
/// Identity and <c>loca</c>, <c>hmtx</c> and the PDF's width array have no holes; that file is smaller than one with the old
/// ids. A glyph may stand in the list twice, so two code points that share an outline keep codes of their own.
/// The same font and list give the same octets.
/// </summary>
internal sealed class TrueTypeSubset
{
    private const int MaxDepth = 8;

    private readonly TrueTypeFont _font;
    private readonly bool _keepsInstructions;
    private readonly List<int> _glyphs;
    private readonly Dictionary<int, int> _newIds = [];
    private readonly Dictionary<int, int> _depths = [];

    private TrueTypeSubset(TrueTypeFont font, IReadOnlyList<int> glyphs, bool keepsInstructions)
    {
        (_font, _keepsInstructions, _glyphs) = (font, keepsInstructions, [.. glyphs]);
    }

    /// <summary>The subset's glyphs as ids of the whole font: those asked for, then components that they draw with.</summary>
    public IReadOnlyList<int> Glyphs => _glyphs;

    /// <summary>The font file.</summary>
    public byte[] File { get; private set; } = [];

    /// <summary>Makes a subset.</summary>
    /// <param name="font">The whole font.</param>
    /// <param name="glyphs">Glyph ids of the font; the first has to be 0, the glyph of missing characters.</param>
    /// <param name="keepsInstructions">False drops hinting, which readers at print resolution don't use.</param>
    public static TrueTypeSubset Create(TrueTypeFont font, IReadOnlyList<int> glyphs, bool keepsInstructions = true)
    {
        if (glyphs.Count == 0 || glyphs[0] != 0)
        {
            throw new ArgumentException("The first glyph has to be 0.", nameof(glyphs));
        }
        var subset = new TrueTypeSubset(font, glyphs, keepsInstructions);
        subset.File = subset.Build();
        return subset;
    }

    private byte[] Build()
    {
        for (var i = 0; i < _glyphs.Count; i++)
        {
            _newIds.TryAdd(_glyphs[i], i);
        }
        var outlines = new List<byte[]>();
        // the list grows while it is walked: components go to its end
        for (var i = 0; i < _glyphs.Count; i++)
        {
            DepthOf(_glyphs[i], 0);
            outlines.Add(Rewrite(_font.OutlineOf(_glyphs[i])));
        }
        return SfntWriter.Write(Tables(outlines));
    }

    /// <summary>How deep a glyph is composed; each glyph is walked once, so shared components cost nothing.</summary>
    private int DepthOf(int glyph, int above)
    {
        if (!_depths.TryGetValue(glyph, out var depth))
        {
            var outline = above <= MaxDepth ? _font.OutlineOf(glyph) : throw TooDeep(glyph);
            depth = outline
                .Components.Select(at => DepthOf(Component(outline, at), above + 1) + 1)
                .DefaultIfEmpty(0)
                .Max();
            _depths.Add(glyph, depth);
        }
        return above + depth <= MaxDepth ? depth : throw TooDeep(glyph);
    }

    private static SigningException TooDeep(int glyph) =>
        FontFault.TooLarge($"glyph {glyph} is composed more than {MaxDepth} deep", 0);

    private int Component(GlyphOutline outline, int at)
    {
        var glyph = outline.ComponentGlyph(at);
        return glyph < _font.GlyphCount
            ? glyph
            : throw FontFault.Malformed(
                "a glyph is composed of one that the font doesn't have",
                outline.Data.OffsetOf(at)
            );
    }

    private byte[] Rewrite(GlyphOutline outline)
    {
        var octets = outline.Data.Octets.ToArray();
        foreach (var at in outline.Components)
        {
            var id = NewId(Component(outline, at));
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(at + 2), (ushort)id);
        }
        return _keepsInstructions ? octets : GlyphInstructions.Remove(outline, octets);
    }

    private int NewId(int glyph)
    {
        if (!_newIds.TryGetValue(glyph, out var id))
        {
            id = _glyphs.Count;
            _newIds.Add(glyph, id);
            _glyphs.Add(glyph);
        }
        return id;
    }

    private Dictionary<string, byte[]> Tables(List<byte[]> outlines)
    {
        var (glyf, loca, isLong) = SubsetTables.Outlines(outlines);
        var tables = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["head"] = SubsetTables.Head(_font.Tables.Required("head"), isLong),
            ["hhea"] = SubsetTables.Hhea(_font.Tables.Required("hhea"), _glyphs.Count),
            ["maxp"] = SubsetTables.Maxp(_font.Tables.Required("maxp"), _glyphs.Count, _keepsInstructions),
            ["hmtx"] = SubsetTables.Hmtx(_font, _glyphs),
            ["loca"] = loca,
            ["glyf"] = glyf,
        };
        foreach (var tag in _keepsInstructions ? ["cvt ", "fpgm", "prep"] : Array.Empty<string>())
        {
            if (_font.Tables.Find(tag) is { } table)
            {
                tables[tag] = table.Octets.ToArray();
            }
        }
        return tables;
    }
}
