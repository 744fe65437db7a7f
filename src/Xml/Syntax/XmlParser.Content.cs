// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Everything that is not a tag: text (§2.4), comments (§2.5), instructions (§2.6), CDATA sections (§2.7).</content>
internal ref partial struct XmlParser
{
    private static readonly SearchValues<byte> s_endOfPlainText = SearchValues.Create("<&\r>"u8);

    private void ReadText()
    {
        var start = _position;
        var rest = _bytes[start..];
        // nearly all text is plain: then the first that is met is the markup behind it
        var length = rest.IndexOfAny(s_endOfPlainText);
        var isPlain = length < 0 || rest[length] == '<';
        if (!isPlain)
        {
            var markup = rest[length..].IndexOf((byte)'<');
            length = markup < 0 ? -1 : length + markup;
        }
        var text = length < 0 ? rest : rest[..length];
        _position += text.Length;
        if (_open < 0)
        {
            CheckWhiteOutsideRoot(start, text);
            return;
        }
        var flags = isPlain ? XmlTextFlags.None : CheckSpecialText(start, text);
        _tree.Events.Add() = new XmlEvent(XmlEventKind.Text, flags, _open, start, text.Length);
    }

    private readonly void CheckWhiteOutsideRoot(int start, ReadOnlySpan<byte> text)
    {
        var other = _isFragment ? 0 : text.IndexOfAnyExcept(" \t\r\n"u8);
        if (other >= 0)
        {
            throw Malformed(start + other, "Text is not allowed outside the root element.");
        }
    }

    private readonly XmlTextFlags CheckSpecialText(int start, ReadOnlySpan<byte> text)
    {
        var flags = XmlTextFlags.None;
        if (text.Contains((byte)'>'))
        {
            flags = XmlTextFlags.NeedsEscaping;
            var end = text.IndexOf("]]>"u8);
            if (end >= 0)
            {
                throw Malformed(start + end, "The characters ]]> are not allowed in text.");
            }
        }
        if (text.ContainsAny((byte)'&', (byte)'\r'))
        {
            CheckReferences(start, text);
            flags |= XmlTextFlags.NeedsNormalization;
        }
        return flags;
    }

    private readonly void CheckReferences(int start, ReadOnlySpan<byte> text)
    {
        var at = 0;
        for (int next; (next = text[at..].IndexOf((byte)'&')) >= 0; )
        {
            at += next;
            if (XmlReference.Read(text[at..], out var length) < 0)
            {
                throw Malformed(
                    start + at,
                    "An ampersand must begin a character reference or one of the five predefined entities."
                );
            }
            at += length;
        }
    }

    /// <summary>What begins with <c>&lt;!</c>.</summary>
    private void ReadDeclaration()
    {
        var rest = _bytes[_position..];
        if (rest.StartsWith("<!--"u8))
        {
            ReadComment();
        }
        else if (rest.StartsWith("<![CDATA["u8) && _open >= 0)
        {
            var length = rest[9..].IndexOf("]]>"u8);
            AddNode(XmlEventKind.CData, _position + 9, length, 3, "The CDATA section is not closed.");
        }
        else if (rest.StartsWith("<!DOCTYPE"u8))
        {
            throw XmlFault.Unsupported(_bytes, _position, "A document type declaration is not accepted.");
        }
        else
        {
            throw Malformed(_position, "This declaration is not allowed here.");
        }
    }

    private void ReadComment()
    {
        CheckNodeOutsideFragment();
        var start = _position + 4;
        var length = _bytes[start..].IndexOf("--"u8);
        if (length >= 0 && At(start + length + 2) != '>')
        {
            throw Malformed(start + length, "Two hyphens are not allowed inside a comment.");
        }
        AddNode(XmlEventKind.Comment, start, length, 3, "The comment is not closed.");
    }

    private void ReadProcessingInstruction()
    {
        CheckNodeOutsideFragment();
        var start = _position + 2;
        var name = XmlChars.NcNameLength(_bytes[start..]);
        if (name == 0 || At(start + name) == ':')
        {
            throw Malformed(start, "The target of a processing instruction must be a name without a colon.");
        }
        if (name > _limits.MaxNameBytes)
        {
            throw TooLarge(start, "A name is longer than the limit allows.");
        }
        if (Ascii.EqualsIgnoreCase(_bytes.Slice(start, name), "xml"u8))
        {
            throw Malformed(start, "The target xml is reserved; an XML declaration stands at the very start.");
        }
        if (!XmlChars.IsSpace(At(start + name)) && !_bytes[(start + name)..].StartsWith("?>"u8))
        {
            throw Malformed(start + name, "White space must follow the target of a processing instruction.");
        }
        var length = _bytes[start..].IndexOf("?>"u8);
        AddNode(XmlEventKind.ProcessingInstruction, start, length, 2, "The processing instruction is not closed.");
    }

    private void AddNode(XmlEventKind kind, int start, int length, int delimiter, string notClosed)
    {
        if (length < 0)
        {
            throw Malformed(_position, notClosed);
        }
        _tree.Events.Add() = new XmlEvent(kind, XmlTextFlags.None, _open, start, length);
        _tree.HasCommentsOrInstructions |= kind != XmlEventKind.CData;
        _position = start + length + delimiter;
    }

    private readonly void CheckNodeOutsideFragment()
    {
        if (_isFragment && _open < 0)
        {
            throw Malformed(_position, "A fragment must be one element.");
        }
    }
}
