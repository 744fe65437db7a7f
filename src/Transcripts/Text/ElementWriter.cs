// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using System.Xml;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Writes elements by concept, and refuses values that the reader would refuse.</summary>
internal sealed class ElementWriter : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        // A carriage return written as it is would come back as a line feed (XML 1.0 §2.11).
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly ElementMapping _mapping;
    private readonly MemoryStream _stream = new(16 * 1024);
    private readonly XmlWriter _xml;
    private readonly Stack<MappedElement> _open = new();

    public ElementWriter(ElementMapping mapping)
    {
        _mapping = mapping;
        _xml = XmlWriter.Create(_stream, Settings);
        _xml.WriteStartDocument();
    }

    public void Open(MappedElement element, string? id, string? attribute)
    {
        _xml.WriteStartElement(element.Name, _mapping.TargetNamespace);
        if (attribute is not null)
        {
            _xml.WriteAttributeString(element.AttributeName!, attribute);
        }
        if (id is not null)
        {
            _xml.WriteAttributeString(TranscriptShape.Id, id);
        }
        _open.Push(element);
    }

    /// <summary>Closes the innermost element; always with an end tag, so that a container can be put in without a change to a byte.</summary>
    public void Close()
    {
        _open.Pop();
        _xml.WriteFullEndElement();
    }

    public void Block(string concept, string? id, Action content)
    {
        Open(_open.Peek()[concept], id, attribute: null);
        content();
        Close();
    }

    /// <summary>Writes a value; nothing when it is null and may be absent.</summary>
    public void Leaf(string concept, string? value)
    {
        var element = _open.Peek()[concept];
        var shape = element.Shape;
        if (value is null && !shape.IsRequired)
        {
            return;
        }
        if (value is null || !shape.Field!.IsValid(value) || !IsXml(value))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"The value is not {shape.Field!.Expected}, or has characters that XML forbids.",
                PathOf(element)
            );
        }
        _xml.WriteElementString(element.Name, _mapping.TargetNamespace, value);
    }

    public void Leaves(string concept, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            Leaf(concept, value);
        }
    }

    public void Integer(string concept, int? value) => Leaf(concept, value?.ToString(CultureInfo.InvariantCulture));

    public void Code<T>(string concept, CodeTable<T> codes, T? value)
        where T : struct, Enum => Leaf(concept, value is { } v ? codes.CodeOf(v) : null);

    public byte[] ToArray()
    {
        _xml.WriteEndDocument();
        _xml.Flush();
        _stream.WriteByte((byte)'\n');
        return _stream.ToArray();
    }

    public void Dispose() => _stream.Dispose();

    private string PathOf(MappedElement leaf) =>
        string.Concat(_open.Reverse().Append(leaf).Select(static e => "/" + e.Name));

    /// <summary>XML 1.0 §2.2: no control characters but tab and line ends, no lone surrogates.</summary>
    private static bool IsXml(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return false;
            }
        }
        return true;
    }
}
