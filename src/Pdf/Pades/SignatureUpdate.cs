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
        var added = new List<PdfReference>();
        var name = _value.FieldName;
        if (_form.Find(name) is { } field)
        {
            Fill(field, value);
        }
        else
        {
            added.Add(WriteField(name, value));
        }
        if (_certifies && !_form.HasName(FieldNames.Seal))
        {
            // Made in advance: after the certification nothing but filling is allowed.
            added.Add(WriteField(FieldNames.Seal, null));
        }
        if (added.Count > 0)
        {
            AddToPage(added);
        }
        WriteForm(added, value);
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

    private void Fill(SignatureField field, PdfReference value)
    {
        var locks = FieldNames.RoleOf(field.Name) is { Role: SignerRole.PhatHanh } && MayLock(field);
        PdfReference? lockId = locks ? WriteLock() : null;
        _writer.Begin(field.Id).Raw("<<\n"u8).Entries(field.Dictionary, "V");
        WriteLockEntry(lockId);
        _writer.Raw("/V "u8).Reference(value).Raw("\n>>"u8).End();
    }

    // After a certification a field may be filled, not changed.
    private bool MayLock(SignatureField field) => field.Lock.IsAbsent && _form.Certification.IsAbsent;

    private PdfReference WriteField(string name, PdfReference? value)
    {
        PdfReference? lockId = name == FieldNames.Seal ? WriteLock() : null;
        var id = _writer.NewId();
        _writer.Begin(id).Raw("<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T ("u8).Plain(name);
        _writer.Raw(")\n/Rect [0 0 0 0]\n/F 132\n/P "u8);
        _writer.Reference(FirstPage.Find(_objects, _form.Catalog).Id).Raw("\n"u8);
        WriteLockEntry(lockId);
        if (value is { } signature)
        {
            _writer.Raw("/V "u8).Reference(signature).Raw("\n"u8);
        }
        _writer.Raw(">>"u8).End();
        return id;
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
