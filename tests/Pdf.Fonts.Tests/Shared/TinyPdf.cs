// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>The smallest file that shows the objects: one page, a classic cross-reference table.</summary>
internal sealed class TinyPdf : IPdfObjectSink
{
    private readonly MemoryStream _file = new();
    private readonly List<long> _offsets = [];

    public TinyPdf() => Put("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");

    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count;
    }

    public void Write(int number, ReadOnlySpan<byte> body)
    {
        Begin(number);
        _file.Write(body);
        Put("\nendobj\n");
    }

    public void WriteStream(int number, string dictionaryEntries, ReadOnlySpan<byte> data, bool compress)
    {
        var octets = compress ? Compress(data) : data.ToArray();
        Begin(number);
        var filter = compress ? "/Filter /FlateDecode " : string.Empty;
        Put($"<< {dictionaryEntries} {filter}/Length {octets.Length} >>\nstream\n");
        _file.Write(octets);
        Put("\nendstream\nendobj\n");
    }

    /// <summary>Adds the page and ends the file.</summary>
    public byte[] Finish(string resources, ReadOnlySpan<byte> content, double width = 595, double height = 842)
    {
        var (page, contents, pages, catalog) = (Reserve(), Reserve(), Reserve(), Reserve());
        WriteStream(contents, string.Empty, content, compress: true);
        Put(
            page,
            $"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {width} {height}] /Resources << {resources} >> /Contents {contents} 0 R >>"
        );
        Put(pages, $"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>");
        Put(catalog, $"<< /Type /Catalog /Pages {pages} 0 R >>");
        var xref = _file.Position;
        Put($"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in _offsets)
        {
            Put($"{offset:0000000000} 00000 n \n");
        }
        Put($"trailer\n<< /Size {_offsets.Count + 1} /Root {catalog} 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return _file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(data);
        }
        return target.ToArray();
    }

    private void Begin(int number)
    {
        _offsets[number - 1] = _file.Position;
        Put($"{number} 0 obj\n");
    }

    private void Put(int number, FormattableString body) =>
        Write(number, Encoding.Latin1.GetBytes(body.ToString(CultureInfo.InvariantCulture)));

    private void Put(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
