// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>A direct value: a place in a buffer and a kind. Making one allocates nothing and parses nothing inside it.</summary>
internal readonly struct PdfValue
{
    private readonly PdfLimits _limits;

    public PdfValue(PdfKind kind, PdfBuffer buffer, int start, int end, PdfLimits limits)
    {
        Kind = kind;
        Buffer = buffer;
        Start = start;
        End = end;
        _limits = limits;
    }

    public PdfKind Kind { get; }

    public PdfBuffer Buffer { get; }

    public int Start { get; }

    public int End { get; }

    /// <summary>Not there, or null, which means the same (ISO 32000-2 §7.3.7).</summary>
    public bool IsAbsent => Kind is PdfKind.Missing or PdfKind.Null;

    public bool IsDictionary => Kind == PdfKind.Dictionary;

    public bool IsArray => Kind == PdfKind.Array;

    public bool IsReference => Kind == PdfKind.Reference;

    public bool IsString => Kind is PdfKind.LiteralString or PdfKind.HexString;

    /// <summary>The octets as they stand.</summary>
    public ReadOnlySpan<byte> Raw => Kind == PdfKind.Missing ? [] : Buffer.Span[Start..End];

    /// <summary>Where it is in the file.</summary>
    public long Offset => Kind == PdfKind.Missing ? 0 : Buffer.OffsetOf(Start);

    /// <summary>The value of an integer.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.MalformedDocument"/>: no integer, or too large.</exception>
    public long Integer =>
        Kind == PdfKind.Integer && PdfNumbers.TryInteger(Raw, out var value)
            ? value
            : throw PdfFault.Malformed(Offset, "An integer is expected.");

    /// <summary>The reference.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.MalformedDocument"/>: none, or numbers out of range.</exception>
    public PdfReference Reference
    {
        get
        {
            PdfFault.Require(IsReference, Offset, "A reference is expected.");
            var lexer = new PdfLexer(Buffer, Start);
            var number = lexer.ExpectInteger(_limits.MaxObjects, "The object number of a reference is out of range.");
            var generation = lexer.ExpectInteger(PdfReference.MaxGeneration, "The generation is out of range.");
            return new PdfReference((int)number, (int)generation);
        }
    }

    /// <summary>True for a name that reads so.</summary>
    public bool IsName(ReadOnlySpan<byte> name) => Kind == PdfKind.Name && PdfNames.AreEqual(this, name);

    /// <summary>True for <c>true</c>.</summary>
    public bool IsTrue => Kind == PdfKind.Boolean && Raw[0] == 't';

    /// <summary>The entry of a dictionary; missing when it isn't there.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MalformedDocument"/>: no dictionary, keys that are no names, or the key is there twice:
    /// readers differ in which one they take.
    /// </exception>
    public PdfValue Find(ReadOnlySpan<byte> key)
    {
        PdfValue found = default;
        foreach (var entry in Entries())
        {
            if (entry.Key.IsName(key))
            {
                PdfFault.Require(found.Kind == PdfKind.Missing, entry.Key.Offset, "A dictionary has a key twice.");
                found = entry.Value;
            }
        }
        return found;
    }

    /// <summary>The entries of a dictionary, in its order.</summary>
    public PdfEntries Entries()
    {
        PdfFault.Require(IsDictionary, Offset, "A dictionary is expected.");
        return new PdfEntries(Buffer, Start + 2, _limits);
    }

    /// <summary>The items of an array.</summary>
    public PdfItems Items()
    {
        PdfFault.Require(IsArray, Offset, "An array is expected.");
        return new PdfItems(Buffer, Start + 1, _limits);
    }

    /// <inheritdoc />
    public override string ToString() => System.Text.Encoding.Latin1.GetString(Raw);
}
