// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Ends a file: cross-reference, trailer, /ID (ISO 32000-1 §7.5.4, §7.5.5, §7.5.8).</summary>
internal static class XrefWriter
{
    private const int Row = 1 + 4 + 2;

    /// <summary>As a stream: the smallest, and what an update then continues.</summary>
    public static void WriteStream(PdfFileWriter file, int catalog, int info)
    {
        Span<byte> id = stackalloc byte[16];
        Digest(file, id);
        var number = file.Reserve();
        var start = file.Output.Length;
        var output = file.Begin(number).Raw("<</Type/XRef/W[1 4 2]"u8);
        WriteEntries(output, file.Rows.Length, catalog, info, id);
        output.Raw("/DecodeParms<</Predictor 12/Columns 7>>"u8);
        using var rows = new ByteWriter(file.Rows.Length * (Row + 1));
        WriteRows(rows, file.Rows);
        file.WriteData(rows.Written, compress: true);
        WriteEnd(output, start);
    }

    /// <summary>As a table, as PDF 1.4 has it.</summary>
    public static void WriteTable(PdfFileWriter file, int catalog, int info)
    {
        Span<byte> id = stackalloc byte[16];
        Digest(file, id);
        var output = file.Output;
        var start = output.Length;
        output.Raw("xref\n0 "u8).Number(file.Rows.Length).Byte((byte)'\n');
        for (var i = 0; i < file.Rows.Length; i++)
        {
            WriteLine(output, file.Rows[i], i == 0);
        }
        output.Raw("trailer\n<<"u8);
        WriteEntries(output, file.Rows.Length, catalog, info, id);
        output.Raw(">>\n"u8);
        WriteEnd(output, start);
    }

    // Equal files have equal identifiers, and no others.
    private static void Digest(PdfFileWriter file, Span<byte> id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file.Output.Written, digest);
        digest[..id.Length].CopyTo(id);
    }

    private static void WriteEntries(ByteWriter output, int size, int catalog, int info, ReadOnlySpan<byte> id)
    {
        output.Raw("/Size "u8).Number(size).Raw("/Root "u8).Reference(catalog).Raw("/Info "u8).Reference(info);
        Span<char> digits = stackalloc char[32];
        Convert.TryToHexString(id, digits, out _);
        output.Raw("/ID[<"u8).Plain(digits).Raw("><"u8).Plain(digits).Raw(">]"u8);
    }

    // Each row as the difference to the one above (PNG's Up): most of them become the same few octets.
    private static void WriteRows(ByteWriter output, ReadOnlySpan<XrefRow> rows)
    {
        Span<byte> above = stackalloc byte[Row];
        Span<byte> now = stackalloc byte[Row];
        above.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            now[0] = rows[i].Kind;
            BinaryPrimitives.WriteInt32BigEndian(now[1..], rows[i].Place);
            BinaryPrimitives.WriteUInt16BigEndian(now[5..], i == 0 ? ushort.MaxValue : (ushort)rows[i].Index);
            output.Byte(2);
            for (var k = 0; k < Row; k++)
            {
                output.Byte((byte)((now[k] - above[k]) & 0xFF));
            }
            now.CopyTo(above);
        }
    }

    private static void WriteLine(ByteWriter output, XrefRow row, bool isHead)
    {
        var line = output.GetSpan(20);
        row.Place.TryFormat(line, out _, "D10");
        (
            isHead ? " 65535 f \n"u8
            : row.Kind == 0 ? " 00000 f \n"u8
            : " 00000 n \n"u8
        ).CopyTo(line[10..]);
        output.Advance(20);
    }

    private static void WriteEnd(ByteWriter output, int start) =>
        output.Raw("startxref\n"u8).Number(start).Raw("\n%%EOF\n"u8);
}
