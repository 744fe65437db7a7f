// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.TestKit;

/// <summary>PDFs that are made of nothing, by the octet (ISO 32000-2 §7.5.2 to §7.5.5).</summary>
public static class SmallPdf
{
    /// <summary>One page, and an embedded stream that makes the file so large. The same size gives the same octets.</summary>
    public static byte[] OfSize(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        return Build(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /PieceInfo << /Test 4 0 R >> >>",
            $"<< /Length {bytes} >>\nstream\n{Encoding.Latin1.GetString(noise)}\nendstream"
        );
    }

    /// <summary>One page with a line of text.</summary>
    public static byte[] Saying(string text)
    {
        var content = $"BT /F1 18 Tf 72 720 Td ({text}) Tj ET";
        return Build(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        );
    }

    /// <summary>Object 1 is the catalog, 2 the root of pages; the first that is given is the page, object 3.</summary>
    internal static byte[] Build(params ReadOnlySpan<string> objects) => WithCatalog("", objects);

    /// <summary>The same with more entries in the catalog. The first object that is given is the page, object 3.</summary>
    public static byte[] WithCatalog(string entries, params ReadOnlySpan<string> objects)
    {
        string[] all =
        [
            $"<< /Type /Catalog /Pages 2 0 R {entries} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            .. objects,
        ];
        var text = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"xref\n0 {all.Length + 1}\n0000000000 65535 f \n")
        );
        foreach (var (index, body) in all.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"{text.Length:D10} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }
        var start = text.Length;
        text.Append(table)
            .Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {all.Length + 1} /Root 1 0 R >>\n")
            .Append(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
