// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Ends an update with a cross-reference in the file's own style: table or stream (ISO 32000-2 §7.5.6).</summary>
internal static class UpdateTrailer
{
    private static readonly string[] OfThisSection = ["Size", "Prev", "XRefStm", "ID"];
    private static readonly string[] OfThisStream =
    [
        .. OfThisSection,
        "Type",
        "Index",
        "W",
        "Filter",
        "DecodeParms",
        "Length",
        "DL",
    ];

    /// <summary>Writes section, trailer and end.</summary>
    public static void Write(UpdateWriter writer, PdfFile file)
    {
        var newest = file.Sections[0];
        if (newest.IsStream)
        {
            WriteStream(writer, file, newest);
        }
        else
        {
            WriteTable(writer, file, newest);
        }
    }

    private static void WriteTable(UpdateWriter writer, PdfFile file, XrefSection newest)
    {
        var start = writer.Offset;
        writer.Raw("xref\n"u8);
        foreach (var run in Runs(writer.Objects))
        {
            writer.Number(run[0].Id.Number).Raw(" "u8).Number(run.Count).Raw("\n"u8);
            foreach (var (id, offset) in run)
            {
                Line(writer, offset, id.Generation);
            }
        }
        writer.Raw("trailer\n<<\n"u8).Entries(newest.Trailer, OfThisSection);
        WriteCommon(writer, file, newest);
        writer.Raw(">>\nstartxref\n"u8).Number(start).Raw("\n%%EOF\n"u8);
    }

    private static void Line(UpdateWriter writer, long offset, int generation)
    {
        Span<byte> line = stackalloc byte[XrefTable.LineLength];
        offset.TryFormat(line, out _, "D10");
        line[10] = (byte)' ';
        generation.TryFormat(line[11..], out _, "D5");
        " n \n"u8.CopyTo(line[16..]);
        writer.Raw(line);
    }

    private static void WriteStream(UpdateWriter writer, PdfFile file, XrefSection newest)
    {
        const int Row = 1 + 8 + 2;
        var start = writer.Offset;
        writer.Begin(writer.NewId()).Raw("<<\n/Type /XRef\n"u8);
        var runs = Runs(writer.Objects);
        writer.Raw("/W [1 8 2]\n/Index ["u8);
        foreach (var run in runs)
        {
            writer.Number(run[0].Id.Number).Raw(" "u8).Number(run.Count).Raw(" "u8);
        }
        writer.Raw("]\n/Length "u8).Number(writer.Objects.Count * Row).Raw("\n"u8);
        writer.Entries(newest.Trailer, OfThisStream);
        WriteCommon(writer, file, newest);
        writer.Raw(">>\nstream\n"u8);
        Span<byte> row = stackalloc byte[Row];
        row[0] = 1;
        foreach (var (id, offset) in runs.SelectMany(r => r))
        {
            BinaryPrimitives.WriteInt64BigEndian(row[1..], offset);
            BinaryPrimitives.WriteUInt16BigEndian(row[9..], (ushort)id.Generation);
            writer.Raw(row);
        }
        writer.Raw("\nendstream"u8).End();
        writer.Raw("startxref\n"u8).Number(start).Raw("\n%%EOF\n"u8);
    }

    private static void WriteCommon(UpdateWriter writer, PdfFile file, XrefSection newest)
    {
        writer.Raw("/Size "u8).Number(writer.NextNumber).Raw("\n/Prev "u8).Number(newest.Offset).Raw("\n"u8);
        var id = file.Newest.Find(newest.Trailer, "ID"u8);
        if (!id.IsAbsent)
        {
            WriteId(writer, id);
        }
    }

    // ISO 32000-2 §14.4: the first stays, the second changes with every update. Ours follows from what it updates and
    // what is written, so that equal requests give equal octets.
    private static void WriteId(UpdateWriter writer, PdfValue id)
    {
        var count = 0;
        PdfValue first = default;
        foreach (var item in id.Items())
        {
            first = count++ == 0 ? item : first;
        }
        PdfFault.Require(count == 2 && first.IsString, id.Offset, "/ID has to hold two strings.");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(id.Raw);
        hash.AppendData(writer.Written);
        hash.GetHashAndReset(digest);
        writer.Raw("/ID ["u8).Raw(first.Raw).Raw(" <"u8).Plain(Convert.ToHexString(digest[..16])).Raw(">]\n"u8);
    }

    private static List<List<(PdfReference Id, long Offset)>> Runs(
        IReadOnlyList<(PdfReference Id, long Offset)> objects
    )
    {
        var runs = new List<List<(PdfReference Id, long Offset)>>();
        foreach (var next in objects.OrderBy(o => o.Id.Number))
        {
            if (runs.Count == 0 || runs[^1][^1].Id.Number + 1 != next.Id.Number)
            {
                runs.Add([]);
            }
            runs[^1].Add(next);
        }
        return runs;
    }
}
