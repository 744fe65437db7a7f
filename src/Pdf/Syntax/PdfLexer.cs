// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Splits octets into tokens (ISO 32000-2 §7.2); nothing is copied, every octet is looked at once.</summary>
internal ref struct PdfLexer
{
    /// <summary>Octets that are looked at one by one before they are searched.</summary>
    private const int Near = 8;

    private readonly PdfBuffer _buffer;
    private readonly ReadOnlySpan<byte> _octets;

    public PdfLexer(PdfBuffer buffer, int position)
    {
        _buffer = buffer;
        _octets = buffer.Span;
        Position = position;
    }

    /// <summary>Behind the last token.</summary>
    public int Position { get; set; }

    public readonly PdfBuffer Buffer => _buffer;

    public readonly ReadOnlySpan<byte> Text(PdfToken token) => token.Of(_octets);

    public readonly bool Is(PdfToken token, ReadOnlySpan<byte> keyword) =>
        token.Kind == PdfTokenKind.Keyword && token.Of(_octets).SequenceEqual(keyword);

    /// <summary>The offset in the file of a position.</summary>
    public readonly long OffsetOf(int position) => _buffer.OffsetOf(position);

    /// <summary>The next token; <see cref="PdfTokenKind.End"/> at the end of the buffer.</summary>
    public PdfToken Next()
    {
        SkipWhiteSpaceAndComments();
        if (Position >= _octets.Length)
        {
            return new PdfToken(PdfTokenKind.End, Position, Position);
        }
        var start = Position;
        return _octets[start] switch
        {
            (byte)'/' => Name(start),
            (byte)'(' => LiteralString(start),
            (byte)'[' => Delimiter(PdfTokenKind.ArrayStart, start, 1),
            (byte)']' => Delimiter(PdfTokenKind.ArrayEnd, start, 1),
            (byte)'<' => IsAt(start + 1, '<') ? Delimiter(PdfTokenKind.DictionaryStart, start, 2) : HexString(start),
            (byte)'>' when IsAt(start + 1, '>') => Delimiter(PdfTokenKind.DictionaryEnd, start, 2),
            (byte)'>' or (byte)')' or (byte)'{' or (byte)'}' => throw Malformed(start, "A delimiter stands alone."),
            _ => Regular(start),
        };
    }

    /// <summary>The next token has to be this keyword.</summary>
    public PdfToken Expect(ReadOnlySpan<byte> keyword, string reason)
    {
        var token = Next();
        return Is(token, keyword) ? token : throw Malformed(token.Start, reason);
    }

    /// <summary>The next token has to be an integer in a range.</summary>
    public long ExpectInteger(long max, string reason)
    {
        var token = Next();
        return
            token.Kind == PdfTokenKind.Integer
            && PdfNumbers.TryInteger(Text(token), out var value)
            && value >= 0
            && value <= max
            ? value
            : throw Malformed(token.Start, reason);
    }

    public void SkipWhiteSpaceAndComments()
    {
        while (true)
        {
            SkipWhiteSpace();
            if (!IsAt(Position, '%'))
            {
                return;
            }
            var end = _octets[Position..].IndexOfAny(PdfChars.EndOfLine);
            Position = end < 0 ? _octets.Length : Position + end;
        }
    }

    // Mostly there is one octet of it, or none: only then is a search worth its start.
    private void SkipWhiteSpace()
    {
        var near = Math.Min(Position + Near, _octets.Length);
        while (Position < near)
        {
            if (!PdfChars.IsWhiteSpace(_octets[Position]))
            {
                return;
            }
            Position++;
        }
        var skipped = _octets[Position..].IndexOfAnyExcept(PdfChars.WhiteSpace);
        Position = skipped < 0 ? _octets.Length : Position + skipped;
    }

    private readonly bool IsAt(int position, char octet) => position < _octets.Length && _octets[position] == octet;

    private PdfToken Delimiter(PdfTokenKind kind, int start, int length)
    {
        Position = start + length;
        return new PdfToken(kind, start, Position);
    }

    private PdfToken Name(int start)
    {
        Position = EndOfRegular(start + 1);
        return new PdfToken(PdfTokenKind.Name, start, Position);
    }

    private PdfToken Regular(int start)
    {
        Position = EndOfRegular(start);
        return new PdfToken(PdfNumbers.KindOf(_octets[start..Position]), start, Position);
    }

    private readonly int EndOfRegular(int start)
    {
        var near = Math.Min(start + Near, _octets.Length);
        for (; start < near; start++)
        {
            if (!PdfChars.IsRegular(_octets[start]))
            {
                return start;
            }
        }
        var length = _octets[start..].IndexOfAny(PdfChars.NotRegular);
        return length < 0 ? _octets.Length : start + length;
    }

    private PdfToken LiteralString(int start)
    {
        var depth = 1;
        var at = start + 1;
        while (depth > 0)
        {
            var next = at < _octets.Length ? _octets[at..].IndexOfAny((byte)'(', (byte)')', (byte)'\\') : -1;
            if (next < 0)
            {
                throw Malformed(start, "A string has no end.");
            }
            at += next;
            depth += _octets[at] switch
            {
                (byte)'(' => 1,
                (byte)')' => -1,
                _ => 0,
            };
            at += _octets[at] == '\\' ? 2 : 1;
        }
        Position = at;
        return new PdfToken(PdfTokenKind.LiteralString, start, at);
    }

    private PdfToken HexString(int start)
    {
        var length = _octets[start..].IndexOf((byte)'>');
        if (length < 0)
        {
            throw Malformed(start, "A hexadecimal string has no end.");
        }
        Position = start + length + 1;
        return new PdfToken(PdfTokenKind.HexString, start, Position);
    }

    private readonly Exception Malformed(int position, string reason) => PdfFault.Malformed(OffsetOf(position), reason);
}
