// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>
/// The incremental update that adds one signature or document timestamp: its dictionary with room for the value, its field,
/// and what has to point to them.
/// </summary>
internal sealed partial class SignatureUpdate
{
    private const int WidthOfNumber = 10;

    private readonly PdfObjects _objects;
    private readonly InteractiveForm _form;
    private readonly FieldValue _value;
    private readonly List<(PdfReference PageId, PdfValue Page, PdfReference Widget)> _added = [];
    private readonly UpdateWriter _writer;
    private readonly int _room;
    private readonly bool _certifies;
    private int _byteRange;

    private SignatureUpdate(PdfObjects objects, InteractiveForm form, FieldValue value, int room)
    {
        (_objects, _form, _value, _room) = (objects, form, value, room);
        _certifies =
            value.Role == SignerRole.Cbql && form.Certification.IsAbsent && !form.SignatureFields.Any(f => f.IsSigned);
        _writer = new UpdateWriter(objects.File.Length, (2 * room) + 4096, objects.ObjectCount);
    }

    /// <summary>Where <c>&lt;</c> of /Contents stands in the update.</summary>
    public int ContentsStart { get; private set; }

    /// <summary>Behind its <c>&gt;</c>.</summary>
    public int ContentsEnd => ContentsStart + (2 * _room) + 2;

    /// <summary>The update.</summary>
    public ReadOnlySpan<byte> Octets => _writer.Written;

    /// <summary>The update, for the caller to keep and to change: nothing is written any more.</summary>
    public Memory<byte> Take() => _writer.Take();

    /// <summary>Writes the update.</summary>
    /// <param name="objects">The file as it is.</param>
    /// <param name="form">Its form.</param>
    /// <param name="value">What is added.</param>
    /// <param name="room">Octets for the CMS value.</param>
    public static SignatureUpdate Write(PdfObjects objects, InteractiveForm form, FieldValue value, int room)
    {
        var update = new SignatureUpdate(objects, form, value, room);
        update.Write();
        return update;
    }

    private void Write()
    {
        if (!PdfChars.IsWhiteSpace(_objects.File.Parts[^1].Span[^1]))
        {
            _writer.Raw("\n"u8);
        }
        var value = _writer.NewId();
        WriteSignature(value);
        var look = _value.Shown.Signature?.Emit(new UpdateSink(_writer));
        var name = _value.FieldName;
        if (_form.Find(name) is { } field)
        {
            Fill(field, value, look);
        }
        else
        {
            Add(name, value, _value.Shown.Signature?.Place, look ?? WriteEmptyLook(null));
        }
        if (KeepsSealField)
        {
            // Made in advance: after the certification nothing but filling is allowed.
            Add(FieldNames.Seal, null, _value.Shown.SealPlace, WriteEmptyLook(_value.Shown.SealPlace));
        }
        else if (_certifies && _form.Find(FieldNames.Seal) is { Lock.IsAbsent: true } seal && seal.Name != name)
        {
            Lock(seal);
        }
        AddToPages();
        WriteForm([.. _added.Select(static a => a.Widget)], value);
        UpdateTrailer.Write(_writer, _objects.File);
        PatchByteRange();
    }

    private void WriteSignature(PdfReference id)
    {
        _writer.Begin(id).Raw("<<\n/Type /"u8).Plain(_value.IsTimestamp ? "DocTimeStamp" : "Sig");
        _writer.Raw("\n/Filter /Adobe.PPKLite\n/SubFilter /"u8).Plain(_value.SubFilter);
        if (_value.SigningTime is { } time)
        {
            _writer.Raw("\n/M (D:"u8);
            _writer.Plain(time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
            _writer.Raw("+00'00')"u8);
        }
        _writer.Raw("\n/ByteRange [0 "u8);
        _byteRange = _writer.Length;
        _writer.Fill((byte)' ', (3 * WidthOfNumber) + 2).Raw("]\n/Contents "u8);
        ContentsStart = _writer.Length;
        _writer.Raw("<"u8).Fill((byte)'0', 2 * _room).Raw(">\n"u8);
        WriteTransforms();
        _writer.Raw(">>"u8).End();
    }

    // ISO 32000-2 §12.8.2: what may follow this signature.
    private void WriteTransforms()
    {
        if (_certifies)
        {
            _writer.Raw("/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams "u8);
            _writer.Raw("<< /Type /TransformParams /P 2 /V /1.2 >> >>]\n"u8);
        }
        else if (_value.Role == SignerRole.PhatHanh)
        {
            _writer.Raw("/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /Data "u8).Reference(_form.CatalogId);
            _writer.Raw(" /TransformParams << /Type /TransformParams /Action /All /V /1.2 >> >>]\n"u8);
        }
    }

    private PdfReference WriteLock()
    {
        var id = _writer.NewId();
        _writer.Begin(id).Raw("<< /Type /SigFieldLock /Action /All /P 1 >>"u8).End();
        return id;
    }

    private void WriteLockEntry(PdfReference? id)
    {
        if (id is { } reference)
        {
            _writer.Raw("/Lock "u8).Reference(reference).Raw("\n"u8);
        }
    }

    private void PatchByteRange()
    {
        var origin = _objects.File.Length;
        Span<byte> place = _writer.Written.Slice(_byteRange, (3 * WidthOfNumber) + 2);
        var length = 0;
        foreach (
            var number in (ReadOnlySpan<long>)
                [origin + ContentsStart, origin + ContentsEnd, _writer.Length - ContentsEnd]
        )
        {
            number.TryFormat(place[length..], out var written, default, CultureInfo.InvariantCulture);
            length += written + 1;
        }
    }
}
