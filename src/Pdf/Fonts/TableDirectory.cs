// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The table directory of an sfnt file with TrueType outlines (OpenType 1.9, "Organization of an OpenType font").</summary>
internal sealed class TableDirectory
{
    /// <summary>The largest font file that is read, in bytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int MaxTables = 64;
    private const int HeaderLength = 12;
    private const int RecordLength = 16;
    private const uint TrueTypeVersion = 0x00010000;
    private const uint AppleTrueType = 0x74727565; // "true"
    private const uint OpenTypeWithCff = 0x4F54544F; // "OTTO"
    private const uint Collection = 0x74746366; // "ttcf"

    private readonly Dictionary<string, FontTable> _tables = new(StringComparer.Ordinal);

    private TableDirectory() { }

    /// <summary>Reads the directory; every table is known to lie inside the file.</summary>
    public static TableDirectory Read(ReadOnlyMemory<byte> octets)
    {
        if (octets.Length > MaxBytes)
        {
            throw FontFault.TooLarge($"{MaxBytes} bytes", MaxBytes);
        }
        var file = new FontTable("file", octets, 0);
        CheckVersion(file.U32(0));
        var count = file.U16(4);
        if (count > MaxTables)
        {
            throw FontFault.TooLarge($"{MaxTables} tables", 4);
        }
        var directory = new TableDirectory();
        for (var i = 0; i < count; i++)
        {
            directory.Add(file, HeaderLength + (i * RecordLength));
        }
        return directory;
    }

    /// <summary>A table that every TrueType font has; refused when it is missing.</summary>
    public FontTable Required(string tag) =>
        Find(tag) ?? throw FontFault.Malformed($"table '{tag}' is missing", HeaderLength);

    /// <summary>A table, or null.</summary>
    public FontTable? Find(string tag) => _tables.TryGetValue(tag, out var table) ? table : null;

    private static void CheckVersion(uint version)
    {
        switch (version)
        {
            case TrueTypeVersion or AppleTrueType:
                return;
            case OpenTypeWithCff:
                throw FontFault.Unsupported("its outlines are CFF, TrueType outlines are needed", 0);
            case Collection:
                throw FontFault.Unsupported("it is a collection, a single face is needed", 0);
            default:
                throw FontFault.Malformed("it does not begin as a TrueType font", 0);
        }
    }

    private void Add(FontTable file, int record)
    {
        var tag = Encoding.Latin1.GetString(file.Slice(record, 4).Span);
        var (offset, length) = (file.U32(record + 8), file.U32(record + 12));
        if (offset > file.Length || length > file.Length - offset)
        {
            throw FontFault.Malformed("a table of the directory lies outside the file", record + 8);
        }
        if (!_tables.TryAdd(tag, new FontTable(tag, file.Slice(offset, length), (int)offset)))
        {
            throw FontFault.Malformed("a table stands twice in the directory", record);
        }
    }
}
