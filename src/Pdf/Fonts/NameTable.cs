// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Reads the PostScript name (name id 6) from the table <c>name</c>.</summary>
internal static class NameTable
{
    private const int HeaderLength = 6;
    private const int RecordLength = 12;
    private const int PostScriptNameId = 6;
    private const int MaxLength = 63;

    /// <summary>The name reduced to the letters that the OpenType specification allows in it; refused when none is left.</summary>
    public static string PostScriptName(FontTable table)
    {
        var count = table.U16(2);
        for (var i = 0; i < count; i++)
        {
            var record = HeaderLength + (i * RecordLength);
            if (table.U16(record + 6) == PostScriptNameId && Clean(Decode(table, record)) is { Length: > 0 } name)
            {
                return name;
            }
        }
        throw FontFault.Malformed("the font has no PostScript name", table.OffsetOf(0));
    }

    private static string Decode(FontTable table, int record)
    {
        var text = table.Slice((long)table.U16(4) + table.U16(record + 10), table.U16(record + 8)).Span;
        var platform = table.U16(record);
        return platform is 0 or 3 ? Encoding.BigEndianUnicode.GetString(text) : Encoding.Latin1.GetString(text);
    }

    private static string Clean(string name)
    {
        var letters = name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(MaxLength);
        return string.Concat(letters);
    }
}
