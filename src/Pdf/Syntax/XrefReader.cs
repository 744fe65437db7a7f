// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Reads cross-reference sections, one at a time; follows nothing.</summary>
internal sealed class XrefReader(PdfLimits limits, Func<PdfIndirect, ReadOnlyMemory<byte>> decode)
{
    private const long MaxOffset = 9_999_999_999;

    /// <summary>Reads the section at a position.</summary>
    public XrefSection Read(PdfBuffer buffer, int position)
    {
        var lexer = new PdfLexer(buffer, position);
        var first = lexer.Next();
        PdfFault.Require(
            first.Start == position,
            buffer.OffsetOf(position),
            "There is no cross-reference section at this offset."
        );
        return lexer.Is(first, "xref"u8) ? ReadTable(ref lexer, first.Start) : ReadStream(buffer, position);
    }

    /// <summary>Reads a section that has to be a stream (/XRefStm).</summary>
    public XrefSection ReadStream(PdfBuffer buffer, int position)
    {
        var lexer = new PdfLexer(buffer, position);
        var found = IndirectReader.Read(ref lexer, limits, Length);
        var dictionary = found.Value;
        var isXref = found.IsStream && dictionary.Find("Type"u8).IsName("XRef"u8);
        PdfFault.Require(isXref, found.Offset, "There is no cross-reference section.");
        var size = Size(dictionary, 1);
        var widths = ReadWidths(dictionary);
        var ranges = ReadRanges(dictionary, size);
        var rows = decode(found);
        PdfFault.Require(
            rows.Length >= ranges.Sum(r => (long)r.Count) * widths.Total,
            found.Offset,
            "The cross-reference stream is too short."
        );
        return new XrefStream(rows, widths, ranges)
        {
            Offset = found.Offset,
            EndOffset = found.EndOffset,
            Trailer = dictionary,
            Previous = OffsetIn(dictionary, "Prev"u8),
            ObjectCount = size,
        };
    }

    /// <summary>An offset in a trailer; null when it isn't there.</summary>
    public static long? OffsetIn(PdfValue trailer, ReadOnlySpan<byte> key)
    {
        var value = trailer.Find(key);
        if (value.Kind == PdfKind.Missing)
        {
            return null;
        }
        var offset = value.Integer;
        PdfFault.Require(offset is >= 0 and <= MaxOffset, value.Offset, "An offset is out of range.");
        return offset;
    }

    private XrefTable ReadTable(ref PdfLexer lexer, int start)
    {
        var subsections = new List<XrefTable.Subsection>();
        var count = 0;
        var token = lexer.Next();
        for (; token.Kind == PdfTokenKind.Integer; token = lexer.Next())
        {
            var subsection = ReadSubsection(ref lexer, token);
            subsections.Add(subsection);
            count = Math.Max(count, subsection.First + subsection.Count);
        }
        RequireApart(subsections.Select(s => (s.First, s.Count)), lexer.OffsetOf(start));
        PdfFault.Require(lexer.Is(token, "trailer"u8), lexer.OffsetOf(token.Start), "The trailer is missing.");
        var trailer = PdfParser.ReadValue(ref lexer, limits);
        return new XrefTable(lexer.Buffer, subsections)
        {
            Offset = lexer.OffsetOf(start),
            EndOffset = lexer.OffsetOf(lexer.Position),
            Trailer = trailer,
            Previous = OffsetIn(trailer, "Prev"u8),
            ObjectCount = Size(trailer, count),
        };
    }

    private XrefTable.Subsection ReadSubsection(ref PdfLexer lexer, PdfToken token)
    {
        lexer.Position = token.Start;
        const string Reason = "The head of a part of the cross-reference table is out of range.";
        var first = (int)lexer.ExpectInteger(limits.MaxObjects, Reason);
        var count = (int)lexer.ExpectInteger(limits.MaxObjects - first, Reason);
        lexer.SkipWhiteSpaceAndComments();
        var position = lexer.Position;
        PdfFault.Require(
            (long)count * XrefTable.LineLength <= lexer.Buffer.Length - position,
            lexer.OffsetOf(position),
            "The cross-reference table runs beyond the end."
        );
        lexer.Position = position + (count * XrefTable.LineLength);
        return new XrefTable.Subsection(first, count, position);
    }

    private int Size(PdfValue trailer, int least)
    {
        var value = trailer.Find("Size"u8);
        var size = value.Integer;
        PdfFault.Require(size >= least, value.Offset, "/Size is less than the objects that the section names.");
        return size <= limits.MaxObjects
            ? (int)size
            : throw PdfFault.TooLarge(value.Offset, $"The file has more than {limits.MaxObjects} objects.");
    }

    private static XrefStream.Widths ReadWidths(PdfValue dictionary)
    {
        Span<int> widths = stackalloc int[3];
        var count = 0;
        var array = dictionary.Find("W"u8);
        foreach (var item in array.Items())
        {
            var width = item.Integer;
            PdfFault.Require(count < 3 && width is >= 0 and <= 8, item.Offset, "/W is out of range.");
            widths[count++] = (int)width;
        }
        PdfFault.Require(count == 3 && widths[1] > 0, array.Offset, "/W has to have three fields.");
        return new XrefStream.Widths(widths[0], widths[1], widths[2]);
    }

    private List<(int First, int Count)> ReadRanges(PdfValue dictionary, int size)
    {
        var index = dictionary.Find("Index"u8);
        if (index.IsAbsent)
        {
            return [(0, size)];
        }
        var ranges = new List<(int First, int Count)>();
        long? first = null;
        foreach (var item in index.Items())
        {
            var number = item.Integer;
            // With the number after it: the last object is below /Size.
            var isInRange = number >= 0 && number <= size && number + (first ?? 0) <= size;
            PdfFault.Require(isInRange, item.Offset, "/Index is out of range.");
            if (first is { } start)
            {
                ranges.Add(((int)start, (int)number));
            }
            first = first is null ? number : null;
        }
        PdfFault.Require(first is null && ranges.Count > 0, index.Offset, "/Index does not hold pairs.");
        RequireApart(ranges, index.Offset);
        return ranges;
    }

    private static void RequireApart(IEnumerable<(int First, int Count)> ranges, long offset)
    {
        var end = 0;
        foreach (var (first, count) in ranges.OrderBy(r => r.First))
        {
            PdfFault.Require(first >= end, offset, "A cross-reference section names an object twice.");
            end = first + count;
        }
    }

    // The length of a cross-reference stream cannot be looked up: that is what is being read.
    private static long Length(PdfValue value) => value.Integer;
}
