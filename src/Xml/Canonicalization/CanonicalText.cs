// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>From the bytes of a document to the canonical bytes of a value (C14N §2.3): normalised, then escaped.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> s_text = SearchValues.Create("&\r>"u8);
    private static readonly SearchValues<byte> s_cdata = SearchValues.Create("&<\r>"u8);
    private static readonly SearchValues<byte> s_attribute = SearchValues.Create("&\r\n\t\""u8);
    private static readonly SearchValues<byte> s_value = SearchValues.Create("&<\r\n\t\""u8);

    public static void WriteText(ReadOnlySpan<byte> raw, CanonicalSink sink)
    {
        for (int at; (at = raw.IndexOfAny(s_text)) >= 0; )
        {
            sink.Write(raw[..at]);
            raw = raw[at..];
            var length = 1;
            switch (raw[0])
            {
                case (byte)'&':
                    WriteTextChar(XmlReference.Read(raw, out length), sink);
                    break;
                case (byte)'\r':
                    length = XmlText.LineEndLength(raw);
                    sink.Write((byte)'\n');
                    break;
                default:
                    sink.Write("&gt;"u8);
                    break;
            }
            raw = raw[length..];
        }
        sink.Write(raw);
    }

    /// <summary>A CDATA section becomes text.</summary>
    public static void WriteCData(ReadOnlySpan<byte> raw, CanonicalSink sink)
    {
        for (int at; (at = raw.IndexOfAny(s_cdata)) >= 0; )
        {
            sink.Write(raw[..at]);
            raw = raw[at..];
            if (raw[0] == '\r')
            {
                sink.Write((byte)'\n');
                raw = raw[XmlText.LineEndLength(raw)..];
                continue;
            }
            WriteTextChar(raw[0], sink);
            raw = raw[1..];
        }
        sink.Write(raw);
    }

    /// <summary>Comments and instructions: line ends only.</summary>
    public static void WriteLines(ReadOnlySpan<byte> raw, CanonicalSink sink)
    {
        for (int at; (at = raw.IndexOf((byte)'\r')) >= 0; )
        {
            sink.Write(raw[..at]);
            sink.Write((byte)'\n');
            raw = raw[(at + XmlText.LineEndLength(raw[at..]))..];
        }
        sink.Write(raw);
    }

    /// <summary>An attribute value as it stands in the document.</summary>
    public static void WriteAttributeValue(ReadOnlySpan<byte> raw, CanonicalSink sink)
    {
        for (int at; (at = raw.IndexOfAny(s_attribute)) >= 0; )
        {
            sink.Write(raw[..at]);
            raw = raw[at..];
            var length = 1;
            switch (raw[0])
            {
                case (byte)'&':
                    WriteValueChar(XmlReference.Read(raw, out length), sink);
                    break;
                case (byte)'"':
                    sink.Write("&quot;"u8);
                    break;
                default:
                    length = XmlText.LineEndLength(raw);
                    sink.Write((byte)' ');
                    break;
            }
            raw = raw[length..];
        }
        sink.Write(raw);
    }

    /// <summary>A value that is normalised already, as namespace names are.</summary>
    public static void WriteValue(ReadOnlySpan<byte> value, CanonicalSink sink)
    {
        for (int at; (at = value.IndexOfAny(s_value)) >= 0; value = value[(at + 1)..])
        {
            sink.Write(value[..at]);
            WriteValueChar(value[at], sink);
        }
        sink.Write(value);
    }

    private static void WriteTextChar(int codePoint, CanonicalSink sink)
    {
        switch (codePoint)
        {
            case '&':
                sink.Write("&amp;"u8);
                break;
            case '<':
                sink.Write("&lt;"u8);
                break;
            case '>':
                sink.Write("&gt;"u8);
                break;
            case '\r':
                sink.Write("&#xD;"u8);
                break;
            default:
                WriteChar(codePoint, sink);
                break;
        }
    }

    private static void WriteValueChar(int codePoint, CanonicalSink sink)
    {
        switch (codePoint)
        {
            case '&':
                sink.Write("&amp;"u8);
                break;
            case '<':
                sink.Write("&lt;"u8);
                break;
            case '"':
                sink.Write("&quot;"u8);
                break;
            case '\t':
                sink.Write("&#x9;"u8);
                break;
            case '\n':
                sink.Write("&#xA;"u8);
                break;
            case '\r':
                sink.Write("&#xD;"u8);
                break;
            default:
                WriteChar(codePoint, sink);
                break;
        }
    }

    private static void WriteChar(int codePoint, CanonicalSink sink)
    {
        Span<byte> utf8 = stackalloc byte[4];
        sink.Write(utf8[..new Rune(codePoint).EncodeToUtf8(utf8)]);
    }
}
