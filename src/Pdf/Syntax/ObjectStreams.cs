// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Object streams (ISO 32000-2 §7.5.7), decoded once each.</summary>
internal sealed class ObjectStreams(PdfLimits limits)
{
    private readonly Dictionary<(int Number, long Offset), ObjectStream> _decoded = [];
    private int _depth;

    /// <summary>Forgets what was decoded: the objects may be others now.</summary>
    public void Clear() => _decoded.Clear();

    /// <summary>Reads an object out of its stream.</summary>
    public PdfIndirect Read(int number, XrefEntry entry, PdfObjects objects)
    {
        var stream = Stream((int)Math.Min(entry.Location, int.MaxValue), objects);
        return stream.Read(number, entry.Detail);
    }

    /// <summary>The numbers of the objects that a stream holds.</summary>
    public IReadOnlyList<int> Numbers(int stream, PdfObjects objects) => Stream(stream, objects).Numbers;

    private ObjectStream Stream(int number, PdfObjects objects)
    {
        var entry = objects.Lookup(number);
        if (_decoded.TryGetValue((number, entry.Location), out var known))
        {
            return known;
        }
        // An object stream is an object of its own, and so is its length: one inside another never ends.
        PdfFault.Require(entry.Kind == XrefEntryKind.InUse && _depth == 0, 0, "An object stream is inside another.");
        _depth++;
        try
        {
            var found = objects.Get(new PdfReference(number, entry.Detail));
            var stream = Open(found, objects);
            _decoded.Add((number, entry.Location), stream);
            return stream;
        }
        finally
        {
            _depth--;
        }
    }

    private ObjectStream Open(PdfIndirect found, PdfObjects objects)
    {
        var isObjectStream = found.IsStream && found.Value.Find("Type"u8).IsName("ObjStm"u8);
        PdfFault.Require(isObjectStream, found.Offset, "An object stream is expected here.");
        var count = found.Value.Find("N"u8).Integer;
        var first = found.Value.Find("First"u8).Integer;
        var octets = objects.File.Decode(found, objects);
        PdfFault.Require(
            count >= 0 && count <= limits.MaxObjects && first >= 0 && first <= octets.Length,
            found.Offset,
            "The head of an object stream is out of range."
        );
        return new ObjectStream(new PdfBuffer(octets, found.Offset, isDecoded: true), (int)count, (int)first, limits);
    }

    /// <summary>One decoded object stream; its head is read once.</summary>
    private sealed class ObjectStream(PdfBuffer buffer, int count, int first, PdfLimits limits)
    {
        private readonly (int Number, int Position)[] _head = ReadHead(buffer, count, first, limits);

        public IReadOnlyList<int> Numbers => [.. _head.Select(static h => h.Number)];

        public PdfIndirect Read(int number, int index)
        {
            PdfFault.Require(index < count, buffer.Origin, "An object is beyond the end of its object stream.");
            var (found, position) = _head[index];
            PdfFault.Require(
                found == number && position < buffer.Length,
                buffer.Origin,
                $"The cross-reference tells of object {number} in this stream, and it isn't."
            );
            var lexer = new PdfLexer(buffer, position);
            return new PdfIndirect
            {
                Id = new PdfReference(number, 0),
                Value = PdfParser.ReadValue(ref lexer, limits),
                Offset = buffer.Origin,
            };
        }

        private static (int Number, int Position)[] ReadHead(PdfBuffer buffer, int count, int first, PdfLimits limits)
        {
            const string Reason = "The head of an object stream is malformed.";
            // Each pair takes four octets at least.
            PdfFault.Require(count <= (first + 1) / 4 || count == 0, buffer.Origin, Reason);
            var head = new (int Number, int Position)[count];
            var seen = new HashSet<int>(count);
            var lexer = new PdfLexer(buffer, 0);
            for (var i = 0; i < count; i++)
            {
                var number = (int)lexer.ExpectInteger(limits.MaxObjects, Reason);
                var position = first + lexer.ExpectInteger(int.MaxValue, Reason);
                // Readers differ in whether they go by the index or by the number.
                PdfFault.Require(seen.Add(number), buffer.Origin, "An object stream holds an object twice.");
                head[i] = (number, (int)Math.Min(position, int.MaxValue));
            }
            PdfFault.Require(lexer.Position <= first || count == 0, buffer.Origin, Reason);
            return head;
        }
    }
}
