// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>The fields of the signature and of the seal to come, and their widgets.</summary>
internal sealed partial class SignatureUpdate
{
    // ISO 32000-2 §12.5.3: print; locked as well where there is nothing to see or to move.
    private const int Print = 4;
    private const int Locked = 128;

    // Invisible, hidden, no zoom, no rotation, no view, toggled view: none of them for what has to be seen.
    private const int Hiding = 1 | 2 | 8 | 16 | 32 | 256;

    private bool KeepsSealField => !_form.HasName(FieldNames.Seal) && (_certifies || _value.KeepsSealField);

    private void Fill(SignatureField field, PdfReference value, int? look)
    {
        var locks = _value.Role == SignerRole.PhatHanh && MayLock(field);
        PdfReference? lockId = locks ? WriteLock() : null;
        var showsItself = look is not null && _value.Shown.Signature!.Place.WidgetId == field.Id;
        _writer.Begin(field.Id).Raw("<<\n"u8);
        _writer.Entries(field.Dictionary, showsItself ? ["V", "AP", "F"] : ["V"]);
        WriteLockEntry(lockId);
        if (showsItself)
        {
            WriteLook(look!.Value, VisibleFlags(field.Dictionary));
        }
        _writer.Raw("/V "u8).Reference(value).Raw("\n>>"u8).End();
        if (look is { } form && !showsItself)
        {
            FillWidget(_value.Shown.Signature!.Place, form);
        }
    }

    // Of a form that has the field already: the seal finds the document certified, and may fill its field, not lock it.
    private void Lock(SignatureField field)
    {
        PdfReference? lockId = WriteLock();
        _writer.Begin(field.Id).Raw("<<\n"u8).Entries(field.Dictionary, "V", "Lock");
        WriteLockEntry(lockId);
        _writer.Raw(">>"u8).End();
    }

    private void FillWidget(WidgetPlace place, int look)
    {
        _writer.Begin(place.WidgetId!.Value).Raw("<<\n"u8).Entries(place.Widget, "AP", "F");
        WriteLook(look, VisibleFlags(place.Widget));
        _writer.Raw(">>"u8).End();
    }

    private long VisibleFlags(PdfValue widget)
    {
        var flags = _objects.Find(widget, "F"u8);
        return ((flags.IsAbsent ? 0 : flags.Integer) & ~(long)Hiding) | Print;
    }

    // After a certification a field may be filled, not changed.
    private bool MayLock(SignatureField field) => field.Lock.IsAbsent && _form.Certification.IsAbsent;

    private void Add(string name, PdfReference? value, WidgetPlace? place, int? look)
    {
        PdfReference? lockId = name == FieldNames.Seal ? WriteLock() : null;
        var (pageId, page) = place is null ? new PageTree(_objects, _form.Catalog).First() : (place.PageId, place.Page);
        var id = _writer.NewId();
        _writer.Begin(id).Raw("<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T ("u8).Plain(name).Raw(")\n"u8);
        WriteRectangle(place?.Rectangle ?? default);
        _writer.Raw("/P "u8).Reference(pageId).Raw("\n"u8);
        WriteLook(look, place is null ? Print | Locked : Print);
        WriteLockEntry(lockId);
        if (value is { } signature)
        {
            _writer.Raw("/V "u8).Reference(signature).Raw("\n"u8);
        }
        _writer.Raw(">>"u8).End();
        _added.Add((pageId, page, id));
    }

    private void WriteRectangle(Box box) =>
        _writer.Plain(
            string.Create(
                CultureInfo.InvariantCulture,
                $"/Rect [{box.Left:0.###} {box.Bottom:0.###} {box.Right:0.###} {box.Top:0.###}]\n"
            )
        );

    private void WriteLook(int? look, long flags)
    {
        _writer.Raw("/F "u8).Number(flags).Raw("\n"u8);
        if (look is { } form)
        {
            _writer.Raw("/AP << /N "u8).Reference(new PdfReference(form, 0)).Raw(" >>\n"u8);
        }
    }

    // A widget with an extent needs an appearance (§12.5.2), even before there is something to show. In PDF/A-1 every
    // field needs one (ISO 19005-1 §6.9), one without an extent as well.
    private int? WriteEmptyLook(WidgetPlace? place)
    {
        if (place is null && !ArchivalPart.IsFirst(_objects, _form.Catalog))
        {
            return null;
        }
        var sink = new UpdateSink(_writer);
        var form = sink.Reserve();
        var (width, height) = (place?.Rectangle.Width ?? 0, place?.Rectangle.Height ?? 0);
        var entries = string.Create(
            CultureInfo.InvariantCulture,
            $"/Type /XObject /Subtype /Form /BBox [0 0 {width:0.###} {height:0.###}] /Resources << >>"
        );
        sink.WriteStream(form, entries, [], compress: false);
        return form;
    }
}
