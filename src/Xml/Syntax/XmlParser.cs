// SPDX-License-Identifier: Apache-2.0
using System.Text.Unicode;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>
/// One pass over the bytes into the tables of a tree. First a vectorised sweep settles what holds of every byte (UTF-8,
/// allowed characters), so that the pass itself only looks for markup. No recursion: depth is a counter.
/// </summary>
internal ref partial struct XmlParser
{
    private readonly XmlTree _tree;
    private readonly XmlLimits _limits;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _isFragment;
    private int _position;
    private int _depth;

    // the innermost open element and the last one that was closed; -1 when there is none
    private int _open = -1;
    private int _closed = -1;

    // by number of the prefix, and what to restore when an element ends
    private PooledTable<Binding> _bindings;
    private PooledTable<Undo> _undo;

    private XmlParser(XmlTree tree, XmlLimits limits)
    {
        _tree = tree;
        _limits = limits;
        _bytes = tree.Bytes;
        _isFragment = tree.Host is not null;
        _bindings = new PooledTable<Binding>(64);
        _undo = new PooledTable<Undo>(32);
    }

    public static void Parse(XmlTree tree, XmlLimits limits)
    {
        var parser = new XmlParser(tree, limits);
        try
        {
            parser.ReadAll();
        }
        finally
        {
            parser._bindings.Return();
            parser._undo.Return();
        }
    }

    private void ReadAll()
    {
        if (_bytes.Length > _limits.MaxBytes)
        {
            throw XmlFault.TooLarge(_bytes, 0, "The document has more bytes than the limit allows.");
        }
        SkipByteOrderMark();
        ReadXmlDeclaration();
        CheckCharacters();
        BindContext();
        while (_position < _bytes.Length)
        {
            ReadNext();
        }
        if (_open >= 0)
        {
            throw Malformed(_position, "The document ends before the root element does.");
        }
        if (_tree.Elements.Count == 0)
        {
            throw Malformed(_position, "The document has no root element.");
        }
    }

    private void ReadNext()
    {
        if (_bytes[_position] != '<')
        {
            ReadText();
            return;
        }
        switch (At(_position + 1))
        {
            case (byte)'/':
                ReadEndTag();
                break;
            case (byte)'!':
                ReadDeclaration();
                break;
            case (byte)'?':
                ReadProcessingInstruction();
                break;
            default:
                ReadStartTag();
                break;
        }
    }

    /// <summary>§2.2: only well-formed UTF-8, no control characters, neither U+FFFE nor U+FFFF.</summary>
    private readonly void CheckCharacters()
    {
        if (CharacterSweep.IsValid(_bytes))
        {
            return;
        }
        if (!Utf8.IsValid(_bytes))
        {
            throw Malformed(FirstInvalidByte(), "These bytes are not UTF-8.");
        }
        var control = _bytes.IndexOfAny(XmlChars.Forbidden);
        if (control >= 0)
        {
            throw Malformed(control, "This control character is not allowed in XML.");
        }
        var noncharacter = Math.Max(_bytes.IndexOf("\uFFFE"u8), _bytes.IndexOf("\uFFFF"u8));
        if (noncharacter >= 0)
        {
            throw Malformed(noncharacter, "The characters U+FFFE and U+FFFF are not allowed in XML.");
        }
    }

    private readonly int FirstInvalidByte()
    {
        var at = 0;
        while (
            System.Text.Rune.DecodeFromUtf8(_bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done
        )
        {
            at += length;
        }
        return at;
    }

    /// <summary>The byte there; 0, which no document holds, after the end.</summary>
    private readonly byte At(int offset) => (uint)offset < (uint)_bytes.Length ? _bytes[offset] : (byte)0;

    private readonly int SkipSpace(int offset)
    {
        while (XmlChars.IsSpace(At(offset)))
        {
            offset++;
        }
        return offset;
    }

    private readonly SigningException Malformed(int offset, string sentence) =>
        XmlFault.Malformed(_bytes, Math.Min(offset, _bytes.Length), sentence);

    private readonly SigningException TooLarge(int offset, string sentence) =>
        XmlFault.TooLarge(_bytes, Math.Min(offset, _bytes.Length), sentence);
}
