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
    /// <remarks>No comments, signs or other white space; heads and lines are written as §7.5.4 says.</remarks>
    public override bool IsPlain
    {
        get
        {
            var position = (int)(Offset - buffer.Origin);
            var whole = buffer.Span[position..(int)(Trailer.Offset - buffer.Origin)];
            if (whole.IndexOfAnyExcept(s_plain) >= 0)
            {
                return false;
            }
            position = buffer.Span[position..].IndexOf("xref"u8) + position + "xref".Length;
            foreach (var lines in subsections)
            {
                if (!IsPlainHead(buffer.Span[position..lines.Position], isFirst: lines == subsections[0]))
                {
                    return false;
                }
                position = lines.Position + (LineLength * lines.Count);
            }
            return subsections.All(HasPlainEnds);
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

    // Two numbers, a space between them, on a line of their own; the first one behind the end of the line of "xref".
    private static bool IsPlainHead(ReadOnlySpan<byte> head, bool isFirst)
    {
        if (isFirst)
        {
            var rest = head.TrimStart((byte)' ').TrimStart("\r\n"u8);
            if (rest.Length == head.Length)
            {
                return false;
            }
            head = rest;
        }
        var line = head.TrimEnd("\r\n"u8);
        var numbers = line.EndsWith(" "u8) ? line[..^1] : line;
        var space = numbers.IndexOf((byte)' ');
        return line.Length < head.Length && space > 0 && IsNumber(numbers[..space]) && IsNumber(numbers[(space + 1)..]);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text) =>
        text.Length > 0 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

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
