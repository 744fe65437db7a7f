// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>From the bytes of a text or attribute value to its value (XML 1.0 §2.11, §3.3.3, §4.4).</summary>
internal static class XmlText
{
    private static readonly SearchValues<byte> s_text = SearchValues.Create("&\r"u8);
    private static readonly SearchValues<byte> s_attribute = SearchValues.Create("&\r\n\t"u8);

    /// <summary>Text: references replaced, line ends made one line feed each.</summary>
    public static void WriteText(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) =>
        Write(raw, s_text, (byte)'\n', output);

    /// <summary>A CDATA section: line ends made one line feed each; an ampersand is itself.</summary>
    public static void WriteCData(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        for (int at; (at = raw.IndexOf((byte)'\r')) >= 0; )
        {
            output.Write(raw[..at]);
            output.Write("\n"u8);
            raw = raw[(at + LineEndLength(raw[at..]))..];
        }
        output.Write(raw);
    }

    /// <summary>An attribute value: references replaced, literal white space made spaces.</summary>
    public static void WriteAttributeValue(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) =>
        Write(raw, s_attribute, (byte)' ', output);

    /// <summary>2 for CR LF, else 1.</summary>
    public static int LineEndLength(ReadOnlySpan<byte> bytes) => bytes is [(byte)'\r', (byte)'\n', ..] ? 2 : 1;

    private static void Write(
        ReadOnlySpan<byte> raw,
        SearchValues<byte> special,
        byte white,
        IBufferWriter<byte> output
    )
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (int at; (at = raw.IndexOfAny(special)) >= 0; )
        {
            output.Write(raw[..at]);
            raw = raw[at..];
            int length;
            if (raw[0] == '&')
            {
                var rune = new Rune(XmlReference.Read(raw, out length));
                output.Write(utf8[..rune.EncodeToUtf8(utf8)]);
            }
            else
            {
                length = LineEndLength(raw);
                output.Write([white]);
            }
            raw = raw[length..];
        }
        output.Write(raw);
    }
}
