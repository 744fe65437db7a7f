// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Text;

namespace HocBaSo.Signing.Fuzz;

/// <summary>Writes PDFs with an object stream and a cross-reference stream, both deflated.</summary>
internal static class PdfStreams
{
    private const int ObjectStream = 90;
    private const int XrefStream = 91;

    /// <summary>A file; the first go into the object stream, the others stand by themselves.</summary>
    public static byte[] Build(
        IReadOnlyList<(int Number, string Body)> packed,
        IReadOnlyList<(int Number, string Body)> plain,
        Func<byte[], byte[]>? mutatePacked = null,
        Func<byte[], byte[]>? mutateRows = null
    )
    {
        var octets = new MemoryStream();
        octets.Write("%PDF-1.7\n"u8);
        var rows = new SortedDictionary<int, (int Type, long Place, int Detail)> { [0] = (0, 0, 0) };
        foreach (var (number, body) in plain)
        {
            rows[number] = (1, octets.Position, 0);
            octets.Write(Encoding.Latin1.GetBytes($"{number} 0 obj\n{body}\nendobj\n"));
        }
        var (head, bodies) = ("", "");
        foreach (var (number, body) in packed)
        {
            rows[number] = (2, ObjectStream, rows.Values.Count(static r => r.Type == 2));
            head += $"{number} {bodies.Length} ";
            bodies += body + " ";
        }
        var content = Encoding.Latin1.GetBytes(head + bodies);
        rows[ObjectStream] = (1, octets.Position, 0);
        Write(
            octets,
            ObjectStream,
            $"/Type /ObjStm /N {packed.Count} /First {head.Length}",
            mutatePacked?.Invoke(content) ?? content
        );
        rows[XrefStream] = (1, octets.Position, 0);
        var start = octets.Position;
        var index = string.Join(' ', rows.Keys.Select(static n => $"{n} 1"));
        var table = rows.Values.SelectMany(Row).ToArray();
        Write(
            octets,
            XrefStream,
            $"/Type /XRef /Size {XrefStream + 1} /Root 1 0 R /W [1 3 1] /Index [{index}]",
            mutateRows?.Invoke(table) ?? table
        );
        octets.Write(Encoding.Latin1.GetBytes($"startxref\n{start}\n%%EOF\n"));
        return octets.ToArray();
    }

    private static byte[] Row((int Type, long Place, int Detail) row) =>
        [(byte)row.Type, (byte)(row.Place >> 16), (byte)(row.Place >> 8), (byte)row.Place, (byte)row.Detail];

    private static void Write(MemoryStream octets, int number, string entries, byte[] data)
    {
        var deflated = new MemoryStream();
        using (var deflater = new ZLibStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflater.Write(data);
        }
        var head = $"{number} 0 obj\n<< {entries} /Filter /FlateDecode /Length {deflated.Length} >>\nstream\n";
        octets.Write(Encoding.Latin1.GetBytes(head));
        octets.Write(deflated.ToArray());
        octets.Write("\nendstream\nendobj\n"u8);
    }
}
