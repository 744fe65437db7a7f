// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// The objects of a new file and where each stands. Small objects may be packed into object streams (ISO 32000-1 §7.5.7);
/// what signing has to read or replace is better left outside of them.
/// </summary>
internal sealed class PdfFileWriter : IPdfObjectSink, IDisposable
{
    private const int LengthDigits = 8;

    private readonly bool _packs;
    private readonly ByteWriter _packed;
    private readonly List<(int Number, int Offset)> _packedObjects = [];
    private readonly List<XrefRow> _rows;

    /// <summary>Starts a file, or a part of one.</summary>
    /// <param name="first">The first number that <see cref="Reserve"/> gives.</param>
    /// <param name="packs">True to put packed objects into object streams; false writes them as others.</param>
    public PdfFileWriter(int first, bool packs)
    {
        _packs = packs;
        _packed = new ByteWriter(packs ? 32 << 10 : 16);
        _rows = new List<XrefRow>(512);
        CollectionsMarshal.SetCount(_rows, first);
        CollectionsMarshal.AsSpan(_rows).Clear();
        Output = new ByteWriter(192 << 10);
    }

    /// <summary>The file so far.</summary>
    public ByteWriter Output { get; }

    /// <summary>Of each object number where it stands; those not written are free.</summary>
    public ReadOnlySpan<XrefRow> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <inheritdoc />
    public int Reserve()
    {
        _rows.Add(default);
        return _rows.Count - 1;
    }

    /// <summary>Begins an object of its own.</summary>
    public ByteWriter Begin(int number)
    {
        _rows[number] = XrefRow.At(Output.Length);
        return Output.Number(number).Raw(" 0 obj\n"u8);
    }

    /// <summary>Ends it.</summary>
    public void End() => Output.Raw("\nendobj\n"u8);

    /// <summary>Begins an object that may go into an object stream.</summary>
    public ByteWriter BeginPacked(int number)
    {
        if (!_packs)
        {
            return Begin(number);
        }
        _packedObjects.Add((number, _packed.Length));
        return _packed;
    }

    /// <summary>Ends it.</summary>
    public void EndPacked()
    {
        if (_packs)
        {
            _packed.Byte((byte)'\n');
        }
        else
        {
            End();
        }
    }

    /// <inheritdoc />
    public void Write(int number, ReadOnlySpan<byte> body)
    {
        BeginPacked(number).Raw(body);
        EndPacked();
    }

    /// <inheritdoc />
    public void WriteStream(int number, string dictionaryEntries, ReadOnlySpan<byte> data, bool compress)
    {
        Begin(number).Raw("<<"u8).Plain(dictionaryEntries);
        WriteData(data, compress);
    }

    /// <summary>Ends the dictionary of a stream that was begun, and writes its octets and its end.</summary>
    public void WriteData(ReadOnlySpan<byte> data, bool compress)
    {
        if (compress)
        {
            Output.Raw("/Filter/FlateDecode"u8);
        }
        Output.Raw("/Length "u8);
        var place = Output.Length;
        "        "u8.CopyTo(Output.GetSpan(LengthDigits));
        Output.Advance(LengthDigits);
        Output.Raw(">>\nstream\n"u8);
        var start = Output.Length;
        if (compress)
        {
            Deflate.Into(Output, data);
        }
        else
        {
            Output.Raw(data);
        }
        var length = Output.Length - start;
        length.TryFormat(Output.Written[place..], out _);
        Output.Raw("\nendstream\nendobj\n"u8);
    }

    /// <summary>Puts in objects that were written before.</summary>
    public void Append(FixedObjects objects)
    {
        var origin = Output.Length;
        Output.Raw(objects.Octets);
        for (var i = 0; i < objects.Rows.Length; i++)
        {
            var row = objects.Rows[i];
            _rows[objects.First + i] = row.Kind == 1 ? row with { Place = row.Place + origin } : row;
        }
    }

    /// <summary>Writes the object stream of what was packed.</summary>
    public void FlushPacked()
    {
        if (_packedObjects.Count == 0)
        {
            return;
        }
        var number = Reserve();
        using var stream = new ByteWriter(_packed.Length + (_packedObjects.Count * 12));
        for (var i = 0; i < _packedObjects.Count; i++)
        {
            var (id, offset) = _packedObjects[i];
            stream.Number(id).Byte((byte)' ').Number(offset).Byte((byte)' ');
            _rows[id] = new XrefRow(2, number, i);
        }
        var first = stream.Length;
        stream.Raw(_packed.Written);
        Begin(number).Raw("<</Type/ObjStm/N "u8).Number(_packedObjects.Count).Raw("/First "u8).Number(first);
        WriteData(stream.Written, compress: true);
        _packedObjects.Clear();
        _packed.Clear();
    }

    public void Dispose()
    {
        Output.Dispose();
        _packed.Dispose();
    }
}
