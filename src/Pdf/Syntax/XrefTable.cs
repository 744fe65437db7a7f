// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>A cross-reference table (ISO 32000-2 §7.5.4): lines of 20 octets, so that any of them is found by counting.</summary>
internal sealed class XrefTable(PdfBuffer buffer, IReadOnlyList<XrefTable.Subsection> subsections) : XrefSection
{
    public const int LineLength = 20;

    private static readonly SearchValues<byte> s_plain = SearchValues.Create("0123456789 \r\nxreftailn"u8);

    private readonly XrefRanges _ranges = new(
        subsections.Select(static s => new XrefRanges.Part(s.First, s.Count, s.Position))
    );

    protected override int OwnRangeCount => subsections.Count;

    public override bool IsStream => false;

    public override IEnumerable<(int First, int Count)> Ranges => subsections.Select(s => (s.First, s.Count));

    /// <inheritdoc />
    /// <remarks>No comments, signs or other white space; lines end as §7.5.4 says.</remarks>
    public override bool IsPlain
    {
        get
        {
            var head = buffer.Span[(int)(Offset - buffer.Origin)..(int)(Trailer.Offset - buffer.Origin)];
            return head.IndexOfAnyExcept(s_plain) < 0 && subsections.All(HasPlainEnds);
        }
    }

    public override long EntryCount => subsections.Sum(static s => (long)s.Count);

    protected override void ReadAll()
    {
        foreach (var (_, count, position) in subsections)
        {
            for (var i = 0; i < count; i++)
            {
                Read(position + (LineLength * i));
            }
        }
    }

    protected override bool TryFindOwn(int number, out XrefEntry entry)
    {
        var found = _ranges.TryFind(number, out var part);
        entry = found ? Read(part.Place + (LineLength * (number - part.First))) : default;
        return found;
    }

    private bool HasPlainEnds(Subsection lines)
    {
        for (var i = 1; i <= lines.Count; i++)
        {
            var end = buffer.Span.Slice(lines.Position + (LineLength * i) - 2, 2);
            if (!end.SequenceEqual(" \n"u8) && !end.SequenceEqual("\r\n"u8) && !end.SequenceEqual(" \r"u8))
            {
                return false;
            }
        }
        return true;
    }

    private XrefEntry Read(int position)
    {
        var line = buffer.Span.Slice(position, LineLength);
        var fits =
            line[..10].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && line[10] == ' '
            && line[11..16].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && line[16] == ' '
            && line[17] is (byte)'n' or (byte)'f'
            && PdfChars.IsWhiteSpace(line[18])
            && PdfChars.IsWhiteSpace(line[19]);
        PdfFault.Require(fits, buffer.OffsetOf(position), "A line of the cross-reference table is malformed.");
        PdfNumbers.TryInteger(line[..10], out var offset);
        PdfNumbers.TryInteger(line[11..16], out var generation);
        var isInUse = line[17] == 'n';
        if (isInUse)
        {
            RequireGeneration(generation, buffer.OffsetOf(position));
        }
        return new XrefEntry(isInUse ? XrefEntryKind.InUse : XrefEntryKind.Free, offset, (int)generation);
    }

    /// <summary>A run of lines.</summary>
    /// <param name="First">The number of the first object.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Position">Where its first line begins in the buffer.</param>
    internal readonly record struct Subsection(int First, int Count, int Position);
}
