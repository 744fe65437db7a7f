// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>PDFs of five pages and about 60 KB, without fonts of their own, so that they are made anywhere.</summary>
internal static class PlainPdf
{
    private const int Files = 16;
    private const int Pages = 5;
    private const int LinesPerPage = 48;
    private const int FirstPage = 4; // behind catalog, page tree and font; each page is followed by its content
    private const int LineLength = 240;

    /// <summary>Some that differ.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Some() =>
        [.. Enumerable.Range(1, Files).Select(static number => (ReadOnlyMemory<byte>)Make(number))];

    /// <summary>One.</summary>
    public static byte[] Make(int number)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        void Add(string body)
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        var kids = string.Join(' ', Enumerable.Range(0, Pages).Select(static page => $"{FirstPage + (2 * page)} 0 R"));
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add($"<< /Type /Pages /Kids [{kids}] /Count {Pages} >>");
        Add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
        for (var page = 0; page < Pages; page++)
        {
            var content = Content(number, page);
            Add(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                    + $"/Contents {FirstPage + 1 + (2 * page)} 0 R >>"
            );
            Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var xref = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        text.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string Content(int number, int page)
    {
        var content = new StringBuilder("BT /F1 6 Tf 40 800 Td 15 TL\n");
        for (var line = 0; line < LinesPerPage; line++)
        {
            var words = string.Create(
                CultureInfo.InvariantCulture,
                $"Document {number}, page {page + 1}, line {line + 1} "
            );
            content.Append('(').Append(words.PadRight(LineLength, '.')).Append(") Tj T*\n");
        }
        return content.Append("ET").ToString();
    }
}
