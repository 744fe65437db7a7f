// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Text;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Writes PDFs revision by revision, in any style.</summary>
/// <param name="style">Of all revisions.</param>
/// <param name="isCompressed">True for Flate; cross-reference streams then have the PNG predictor "up" as well.</param>
/// <param name="trailer">More entries of every trailer.</param>
internal sealed class PdfComposer(PdfStyle style, bool isCompressed, string trailer)
{
    private const int RowLength = 7;

    private readonly StringBuilder _text = new("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    private readonly SortedDictionary<int, (int Type, int Field, int Index)> _entries = [];
    private int _size = 1;
    private int _previous = -1;

    /// <summary>A revision: objects by number, null for one that is freed. Object 1 is the catalog.</summary>
    public void Add(IReadOnlyDictionary<int, string?> objects)
    {
        _entries.Clear();
        if (_previous < 0)
        {
            _entries[0] = (0, 0, 65535);
        }
        _size = Math.Max(_size, objects.Keys.Max() + 1);
        var packed = new List<(int Number, string Body)>();
        foreach (var (number, body) in objects)
        {
            if (body is null)
            {
                _entries[number] = (0, 0, 1);
            }
            else if (style == PdfStyle.ObjectStreams && !body.EndsWith("endstream", StringComparison.Ordinal))
            {
                packed.Add((number, body));
            }
            else
            {
                Write(number, body);
            }
        }
        WritePacked(packed);
        WriteCrossReference();
    }

    /// <summary>The octets so far, with others than a line feed behind the last %%EOF.</summary>
    public byte[] ToArray(string end) => Encoding.Latin1.GetBytes(_text.ToString().TrimEnd('\n') + end);

    /// <summary>A stream's body.</summary>
    public static string StreamOf(string entries, string content) =>
        $"<< {entries} /Length {content.Length} >>\nstream\n{content}\nendstream";

    private void Write(int number, string body)
    {
        _entries[number] = (1, _text.Length, 0);
        _text.Append($"{number} 0 obj\n{body}\nendobj\n");
    }

    private void WritePacked(List<(int Number, string Body)> objects)
    {
        if (objects.Count == 0)
        {
            return;
        }
        var (head, bodies) = (new StringBuilder(), new StringBuilder());
        var number = _size++;
        foreach (var (index, item) in objects.Index())
        {
            head.Append($"{item.Number} {bodies.Length} ");
            bodies.Append(item.Body).Append('\n');
            _entries[item.Number] = (2, number, index);
        }
        Write(
            number,
            Packed($"/Type /ObjStm /N {objects.Count} /First {head.Length}", head.Append(bodies).ToString(), "")
        );
    }

    private void WriteCrossReference()
    {
        var start = style == PdfStyle.Table ? WriteTable() : WriteStream();
        _previous = start;
        _text.Append($"startxref\n{start}\n%%EOF\n");
    }

    private string Trailer => $"/Size {_size} /Root 1 0 R {trailer}{(_previous < 0 ? "" : $" /Prev {_previous}")}";

    private int WriteTable()
    {
        var start = _text.Length;
        _text.Append("xref\n");
        foreach (var run in Runs())
        {
            _text.Append($"{run[0]} {run.Count}\n");
            run.ForEach(n =>
                _text.Append($"{_entries[n].Field:D10} {_entries[n].Index:D5} {(_entries[n].Type == 0 ? 'f' : 'n')} \n")
            );
        }
        _text.Append($"trailer\n<< {Trailer} >>\n");
        return start;
    }

    private int WriteStream()
    {
        var (number, start) = (_size++, _text.Length);
        _entries[number] = (1, start, 0);
        var rows = new byte[_entries.Count * RowLength];
        foreach (var (at, (type, field, index)) in _entries.Values.Index())
        {
            var row = rows.AsSpan(at * RowLength, RowLength);
            row[0] = (byte)type;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(row[1..], field);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(row[5..], (ushort)index);
        }
        var ranges = string.Join(' ', Runs().Select(static run => $"{run[0]} {run.Count}"));
        var content = Encoding.Latin1.GetString(isCompressed ? PredictedUp(rows) : rows);
        var predictor = $"/DecodeParms << /Predictor 12 /Columns {RowLength} >>";
        _text.Append($"{number} 0 obj\n");
        _text.Append(Packed($"/Type /XRef /W [1 4 2] /Index [{ranges}] {Trailer}", content, predictor));
        _text.Append("\nendobj\n");
        return start;
    }

    // Numbers that follow each other, as subsections have them.
    private List<List<int>> Runs()
    {
        var runs = new List<List<int>>();
        foreach (var number in _entries.Keys)
        {
            if (runs.Count == 0 || runs[^1][^1] != number - 1)
            {
                runs.Add([]);
            }
            runs[^1].Add(number);
        }
        return runs;
    }

    private string Packed(string entries, string content, string parameters)
    {
        if (!isCompressed)
        {
            return StreamOf(entries, content);
        }
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(Encoding.Latin1.GetBytes(content));
        }
        return StreamOf($"{entries} /Filter /FlateDecode {parameters}", Encoding.Latin1.GetString(target.ToArray()));
    }

    // PNG filter 2: each octet less the one above it.
    private static byte[] PredictedUp(byte[] rows)
    {
        var predicted = new List<byte>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (i % RowLength == 0)
            {
                predicted.Add(2);
            }
            predicted.Add(unchecked((byte)(rows[i] - (i < RowLength ? 0 : rows[i - RowLength]))));
        }
        return [.. predicted];
    }
}
