// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>A cross-reference stream (ISO 32000-2 §7.5.8): rows of fixed width, decoded once.</summary>
internal sealed class XrefStream(
    ReadOnlyMemory<byte> rows,
    XrefStream.Widths widths,
    IReadOnlyList<(int First, int Count)> ranges
) : XrefSection
{
    private readonly XrefRanges _ranges = new(WithRows(ranges));

    public override bool IsStream => true;

    protected override int OwnRangeCount => ranges.Count;

    public override IEnumerable<(int First, int Count)> Ranges => ranges;

    /// <inheritdoc />
    /// <remarks>Ghostscript takes neither types of two octets nor arrays with parameters; Poppler no types of five.</remarks>
    public override bool IsPlain => widths.Type <= 1 && PlainCoding.Fits(Trailer, takesLists: false);

    public override long EntryCount => ranges.Sum(static r => (long)r.Count);

    protected override void ReadAll()
    {
        var count = EntryCount;
        for (var row = 0; row < count; row++)
        {
            Read(row);
        }
    }

    protected override bool TryFindOwn(int number, out XrefEntry entry)
    {
        var found = _ranges.TryFind(number, out var part);
        entry = found ? Read(part.Place + number - part.First) : default;
        return found;
    }

    private static IEnumerable<XrefRanges.Part> WithRows(IReadOnlyList<(int First, int Count)> ranges)
    {
        var row = 0;
        foreach (var (first, count) in ranges)
        {
            yield return new XrefRanges.Part(first, count, row);
            row += count;
        }
    }

    private XrefEntry Read(int row)
    {
        var octets = rows.Span.Slice(row * widths.Total, widths.Total);
        // Without a type every object is in use at an offset.
        var type = widths.Type == 0 ? 1 : Number(octets[..widths.Type]);
        var location = Number(octets.Slice(widths.Type, widths.Location));
        var detail = Number(octets[(widths.Type + widths.Location)..]);
        // Of any other type an entry reads as null (§7.5.8.3), but to some readers the whole section is broken.
        PdfFault.Require(
            location >= 0 && detail is >= 0 and <= int.MaxValue && type is >= 0 and <= 2,
            Offset,
            "An entry of the cross-reference stream is out of range."
        );
        if (type == 1)
        {
            RequireGeneration(detail, Offset);
        }
        var kind = type switch
        {
            0 => XrefEntryKind.Free,
            1 => XrefEntryKind.InUse,
            _ => XrefEntryKind.Compressed,
        };
        return new XrefEntry(kind, location, (int)detail);
    }

    private static long Number(ReadOnlySpan<byte> octets)
    {
        var value = 0UL;
        foreach (var octet in octets)
        {
            value = (value << 8) | octet;
        }
        return unchecked((long)value);
    }

    /// <summary>/W: the octets of each of the three fields, 0 to 8.</summary>
    internal readonly record struct Widths(int Type, int Location, int Detail)
    {
        public int Total => Type + Location + Detail;
    }
}
