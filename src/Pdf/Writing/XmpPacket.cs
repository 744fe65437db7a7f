// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Document metadata (ISO 16684-1, ISO 19005-1 §6.7): says what document information says, in RDF.</summary>
internal static class XmpPacket
{
    private const string Head =
        "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        + " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
        + " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";

    private const string Tail = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";

    public static byte[] Make(PdfDocumentOptions options)
    {
        var packet = new StringBuilder(Head, 2048);
        if (options.Conformance != PdfConformance.None)
        {
            var part = options.Conformance == PdfConformance.PdfA1b ? 1 : 3;
            packet.Append($"<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n");
        }
        Array(packet, "dc:title", "Alt", options.Title);
        Array(packet, "dc:creator", "Seq", options.Author);
        Array(packet, "dc:description", "Alt", options.Subject);
        Array(packet, "dc:language", "Bag", options.Language);
        Plain(packet, "xmp:CreatorTool", options.Creator);
        var time = PdfDate.Xmp(options.CreationTime);
        Plain(packet, "xmp:CreateDate", time);
        Plain(packet, "xmp:ModifyDate", time);
        Plain(packet, "xmp:MetadataDate", time);
        Plain(packet, "pdf:Producer", options.Producer);
        return Encoding.UTF8.GetBytes(packet.Append(Tail).ToString());
    }

    private static void Plain(StringBuilder packet, string name, string? value)
    {
        if (value is not null)
        {
            packet.Append('<').Append(name).Append('>');
            Escape(packet, value);
            packet.Append("</").Append(name).Append(">\n");
        }
    }

    private static void Array(StringBuilder packet, string name, string kind, string? value)
    {
        if (value is not null)
        {
            packet.Append($"<{name}><rdf:{kind}><rdf:li{(kind == "Alt" ? " xml:lang=\"x-default\"" : "")}>");
            Escape(packet, value);
            packet.Append($"</rdf:li></rdf:{kind}></{name}>\n");
        }
    }

    private static void Escape(StringBuilder packet, string value)
    {
        foreach (var letter in TextString.Clean(value))
        {
            _ = letter switch
            {
                '<' => packet.Append("&lt;"),
                '>' => packet.Append("&gt;"),
                '&' => packet.Append("&amp;"),
                '\r' => packet.Append("&#xD;"), // a parser would make a line feed of it
                _ => packet.Append(letter),
            };
        }
    }
}
