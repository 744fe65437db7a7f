// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The CMap from character codes back to text (ISO 32000-2 §9.10.3), by which readers copy and search.</summary>
internal static class ToUnicodeCMap
{
    private const int MaxEntries = 100; // of one bfchar or bfrange block

    private const string Head =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        + "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        + "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";

    private const string Tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

    /// <summary>Makes the CMap; the code of a code point is its place in the list plus one.</summary>
    public static byte[] Make(IReadOnlyList<int> codePoints)
    {
        var cmap = new StringBuilder(Head);
        foreach (var block in Runs(codePoints).Chunk(MaxEntries))
        {
            cmap.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfrange\n");
            foreach (var (first, last, codePoint) in block)
            {
                cmap.Append(CultureInfo.InvariantCulture, $"<{first:X4}> <{last:X4}> <{Utf16(codePoint)}>\n");
            }
            cmap.Append("endbfrange\n");
        }
        return Encoding.ASCII.GetBytes(cmap.Append(Tail).ToString());
    }

    /// <summary>Runs of neighbours; only the last octet may grow inside a run, of the code and of the text.</summary>
    private static IEnumerable<(int First, int Last, int CodePoint)> Runs(IReadOnlyList<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count; )
        {
            var end = start + 1;
            while (end < codePoints.Count && Continues(codePoints, start, end))
            {
                end++;
            }
            yield return (start + 1, end, codePoints[start]);
            start = end;
        }
    }

    private static bool Continues(IReadOnlyList<int> codePoints, int start, int at) =>
        codePoints[at] == codePoints[at - 1] + 1
        && codePoints[at] >> 8 == codePoints[start] >> 8
        && (at + 1) >> 8 == (start + 1) >> 8;

    private static string Utf16(int codePoint) =>
        Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(char.ConvertFromUtf32(codePoint)));
}
