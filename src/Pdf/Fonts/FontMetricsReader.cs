// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Reads <c>head</c>, <c>hhea</c>, <c>OS/2</c> and <c>post</c>.</summary>
internal static class FontMetricsReader
{
    private const uint HeadMagic = 0x5F0F3CF5;
    private const int OsTwoLength = 78; // version 0 with the typographic fields
    private const ushort BitmapOnly = 0x0200;
    private const ushort NoSubsetting = 0x0100;

    public static FontMetrics Read(TableDirectory tables)
    {
        var head = tables.Required("head");
        var hhea = tables.Required("hhea");
        var post = tables.Required("post");
        var os2 = tables.Required("OS/2");
        if (os2.Length < OsTwoLength)
        {
            throw FontFault.Malformed("table 'OS/2' is too short", os2.OffsetOf(0));
        }
        var unitsPerEm = ReadUnitsPerEm(head);
        int Scale(int units) => Thousandths(units, unitsPerEm);
        var ascent = hhea.I16(4);
        return new FontMetrics
        {
            UnitsPerEm = unitsPerEm,
            Ascent = Scale(ascent),
            Descent = Scale(hhea.I16(6)),
            CapHeight = Scale(CapHeight(os2, ascent)),
            BoundingBox = (Scale(head.I16(36)), Scale(head.I16(38)), Scale(head.I16(40)), Scale(head.I16(42))),
            ItalicAngle = Math.Round(post.I32(4) / 65536.0, 2),
            IsFixedPitch = post.U32(12) != 0,
            Weight = Math.Clamp((int)os2.U16(4), 1, 1000),
            HasSerifs = os2.U8(30) is (>= 1 and <= 5) or 7,
            Embedding = Rights(os2.U16(8)),
            ForbidsSubsetting = (os2.U16(8) & NoSubsetting) != 0,
        };
    }

    /// <summary>A length of the font's grid in 1/1000 em, rounded half away from zero.</summary>
    public static int Thousandths(int units, int unitsPerEm) =>
        (int)Math.Round(units * 1000.0 / unitsPerEm, MidpointRounding.AwayFromZero);

    private static int ReadUnitsPerEm(FontTable head)
    {
        if (head.U32(12) != HeadMagic)
        {
            throw FontFault.Malformed("table 'head' lacks its magic number", head.OffsetOf(12));
        }
        var unitsPerEm = head.U16(18);
        return unitsPerEm is >= 16 and <= 16384
            ? unitsPerEm
            : throw FontFault.Malformed("units per em are out of range", head.OffsetOf(18));
    }

    // sCapHeight came with version 2; without it the ascent is the nearest safe value
    private static int CapHeight(FontTable os2, int ascent) => os2.U16(0) >= 2 ? os2.I16(88) : ascent;

    private static EmbeddingRights Rights(ushort type)
    {
        if ((type & BitmapOnly) != 0)
        {
            return EmbeddingRights.Restricted;
        }
        return (type & 0xF) switch
        {
            0 => EmbeddingRights.Installable,
            var bits when (bits & 8) != 0 => EmbeddingRights.Editable,
            var bits when (bits & 4) != 0 => EmbeddingRights.PreviewAndPrint,
            _ => EmbeddingRights.Restricted,
        };
    }
}
