// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>What comes before the first markup: byte order mark, XML declaration (§2.8), encoding (§4.3.3, appendix F).</content>
internal ref partial struct XmlParser
{
    private const string BadDeclaration = "The XML declaration is not well-formed.";

    private void SkipByteOrderMark()
    {
        if (_bytes.StartsWith("\uFEFF"u8))
        {
            _position = _isFragment ? throw Malformed(0, "A fragment must not begin with a byte order mark.") : 3;
            return;
        }
        var isWide = _bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, ..] or [_, 0, ..];
        if (isWide)
        {
            throw XmlFault.Unsupported(_bytes, 0, "Only documents in UTF-8 are read.");
        }
    }

    private void ReadXmlDeclaration()
    {
        if (!_bytes[_position..].StartsWith("<?xml"u8) || !XmlChars.IsSpace(At(_position + 5)))
        {
            return;
        }
        if (_isFragment)
        {
            throw Malformed(_position, "A fragment must not have an XML declaration.");
        }
        var at = ReadPseudoAttribute(_position + 5, "version"u8, out var version);
        CheckVersion(version);
        var next = ReadPseudoAttribute(at, "encoding"u8, out var encoding);
        if (next > at)
        {
            CheckEncoding(encoding);
        }
        at = next;
        next = ReadPseudoAttribute(at, "standalone"u8, out var standalone);
        if (next > at && !Slice(standalone).SequenceEqual("yes"u8) && !Slice(standalone).SequenceEqual("no"u8))
        {
            throw Malformed(standalone.Start.Value, BadDeclaration);
        }
        at = SkipSpace(next);
        if (At(at) != '?' || At(at + 1) != '>')
        {
            throw Malformed(at, BadDeclaration);
        }
        _position = at + 2;
    }

    /// <summary>Reads <c>S name Eq "value"</c>; when another thing stands there, answers where it began.</summary>
    private readonly int ReadPseudoAttribute(int offset, ReadOnlySpan<byte> name, out Range value)
    {
        value = default;
        var at = SkipSpace(offset);
        if (at == offset || !_bytes[at..].StartsWith(name))
        {
            return offset;
        }
        at = SkipSpace(at + name.Length);
        if (At(at) != '=')
        {
            throw Malformed(at, BadDeclaration);
        }
        at = SkipSpace(at + 1);
        var quote = At(at);
        var length = quote is (byte)'"' or (byte)'\'' ? _bytes[(at + 1)..].IndexOf(quote) : -1;
        if (length < 0)
        {
            throw Malformed(at, BadDeclaration);
        }
        value = (at + 1)..(at + 1 + length);
        return at + length + 2;
    }

    private readonly void CheckVersion(Range version)
    {
        var value = Slice(version);
        if (value.SequenceEqual("1.0"u8))
        {
            return;
        }
        var isOther =
            value.StartsWith("1."u8) && value.Length > 2 && !value[2..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        throw isOther
            ? XmlFault.Unsupported(_bytes, version.Start.Value, "Only XML 1.0 is read.")
            : Malformed(Math.Max(_position, version.Start.Value), BadDeclaration);
    }

    private readonly void CheckEncoding(Range encoding)
    {
        var value = Slice(encoding);
        if (Ascii.EqualsIgnoreCase(value, "UTF-8"u8))
        {
            return;
        }
        if (Ascii.EqualsIgnoreCase(value, "US-ASCII"u8))
        {
            var wide = _bytes[_position..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (wide >= 0)
            {
                throw Malformed(_position + wide, "The document says that it is US-ASCII, and this character is not.");
            }
            return;
        }
        var isName =
            !value.IsEmpty && char.IsAsciiLetter((char)value[0]) && XmlChars.NcNameLength(value) == value.Length;
        throw isName
            ? XmlFault.Unsupported(_bytes, encoding.Start.Value, "Only documents in UTF-8 are read.")
            : Malformed(encoding.Start.Value, BadDeclaration);
    }

    private readonly ReadOnlySpan<byte> Slice(Range range) => _bytes[range];
}
