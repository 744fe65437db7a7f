// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Pades;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Annotations: none is packed, so that signing reads and replaces them without unpacking anything.</summary>
public sealed partial class PdfDocumentBuilder
{
    private const int PrintAndLocked = 4 + 128;
    private const int Print = 4; // ISO 19005-3 §6.3.2: every annotation prints

    private int _annotationCount; // their keys in the parent tree come before those of pages

    internal (int Number, int Key) AddField(string name, PdfPage page, PdfRectangle box, string? description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 100 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException("A field's name has letters, digits, _ and - only.", nameof(name));
        }
        if (_fieldNames.Contains(name))
        {
            throw new ArgumentException($"There is a field of the name {name}.", nameof(name));
        }
        var number = _file.Reserve();
        var look = EmptyLook();
        int? fieldLock = name == FieldNames.Seal ? WriteLock() : null;
        var output = BeginAnnotation(number, page, box, "/Widget/FT/Sig"u8);
        output.Raw("/T("u8).Plain(name).Raw(")/F "u8).Number(PrintAndLocked);
        output.Raw("/AP<</N "u8).Reference(look).Raw(">>"u8);
        if (description is not null)
        {
            output.Raw("/TU"u8);
            TextString.Write(output, description);
        }
        if (fieldLock is { } locked)
        {
            output.Raw("/Lock "u8).Reference(locked);
        }
        EndAnnotation(output);
        _fieldNames.Add(name);
        _fields.Add(number);
        return (number, _annotationCount++);
    }

    internal (int Number, int Key) AddLink(Uri address, PdfPage page, PdfRectangle box)
    {
        var number = _file.Reserve();
        var output = BeginAnnotation(number, page, box, "/Link/Border[0 0 0]"u8);
        output.Raw("/F "u8).Number(Print).Raw("/A<</S/URI/URI"u8);
        TextString.WriteOctets(output, System.Text.Encoding.ASCII.GetBytes(address.AbsoluteUri));
        output.Raw(">>"u8);
        EndAnnotation(output);
        return (number, _annotationCount++);
    }

    private ByteWriter BeginAnnotation(int number, PdfPage page, PdfRectangle box, ReadOnlySpan<byte> subtype)
    {
        var output = _file.Begin(number).Raw("<</Type/Annot/Subtype"u8).Raw(subtype);
        page.WriteBox(output, box);
        return output.Raw("/P "u8).Reference(page.ObjectNumber).Raw("/StructParent "u8).Number(_annotationCount);
    }

    private void EndAnnotation(ByteWriter output)
    {
        output.Raw(">>"u8);
        _file.End();
    }

    private int WriteLock()
    {
        var number = _file.Reserve();
        _file.Begin(number).Raw("<</Type/SigFieldLock/Action/All/P 1>>"u8);
        _file.End();
        return number;
    }

    /// <summary>ISO 19005-1 §6.9: every field has an appearance, one that shows nothing too.</summary>
    private int EmptyLook()
    {
        if (_emptyLook == 0)
        {
            _emptyLook = _file.Reserve();
            _file.Begin(_emptyLook).Raw("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<>>"u8);
            _file.WriteData([], compress: false);
        }
        return _emptyLook;
    }
}
