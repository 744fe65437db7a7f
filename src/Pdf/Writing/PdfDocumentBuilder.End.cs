// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>The end of a document: what can only be written when all is known.</summary>
public sealed partial class PdfDocumentBuilder
{
    private void End()
    {
        foreach (var page in _pages)
        {
            page.End();
            WritePage(page);
        }
        WriteResources();
        StructureWriter.Write(_file, Tree, _pages, _annotationCount);
        _file.FlushPacked();
        WritePageTree();
        WriteInformation();
        if (_options.Conformance != PdfConformance.None)
        {
            _file.Append(SrgbProfile.Object);
        }
        // ISO 19005-1 §6.7.2: metadata is not compressed, so that programs that know no PDF can find it
        _file.WriteStream(
            ObjectNumbers.Metadata,
            "/Type/Metadata/Subtype/XML",
            XmpPacket.Make(_options),
            compress: false
        );
        WriteCatalog();
        if (Packs)
        {
            XrefWriter.WriteStream(_file, ObjectNumbers.Catalog, ObjectNumbers.Info);
        }
        else
        {
            XrefWriter.WriteTable(_file, ObjectNumbers.Catalog, ObjectNumbers.Info);
        }
    }

    private void WritePage(PdfPage page)
    {
        var content = _file.Reserve();
        _file.Begin(content).Raw("<<"u8);
        _file.WriteData(page.Content.Written, compress: true);
        var output = _file.Begin(page.ObjectNumber).Raw("<</Type/Page/Parent "u8).Reference(ObjectNumbers.Pages);
        output.Raw("/MediaBox[0 0 "u8).Reals(page.Size.Width, page.Size.Height).Raw("]/Resources "u8);
        output.Reference(ObjectNumbers.Resources).Raw("/Contents "u8).Reference(content);
        output.Raw("/StructParents "u8).Number(_annotationCount + page.Index).Raw("/Tabs/S"u8);
        if (page.Annotations.Count > 0)
        {
            output.Raw("/Annots["u8);
            foreach (var (number, _, _) in page.Annotations)
            {
                output.Reference(number).Byte((byte)' ');
            }
            output.Raw("]"u8);
        }
        output.Raw(">>"u8);
        _file.End();
    }

    private void WriteResources()
    {
        using var resources = new ByteWriter(512);
        resources.Raw("<</Font<<"u8);
        DocumentFonts.Write(_file, Packs, resources);
        resources.Raw(">>/XObject<<"u8);
        foreach (var number in _images.Values)
        {
            resources.Raw("/Im"u8).Number(number).Byte((byte)' ').Reference(number);
        }
        resources.Raw(">>>>"u8);
        _file.Begin(ObjectNumbers.Resources).Raw(resources.Written);
        _file.End();
    }

    private void WritePageTree()
    {
        var output = _file
            .Begin(ObjectNumbers.Pages)
            .Raw("<</Type/Pages/Count "u8)
            .Number(_pages.Count)
            .Raw("/Kids["u8);
        foreach (var page in _pages)
        {
            output.Reference(page.ObjectNumber).Byte((byte)' ');
        }
        output.Raw("]>>"u8);
        _file.End();
    }

    private void WriteInformation()
    {
        var output = _file.Begin(ObjectNumbers.Info).Raw("<<"u8);
        Entry(output, "/Title"u8, _options.Title);
        Entry(output, "/Author"u8, _options.Author);
        Entry(output, "/Subject"u8, _options.Subject);
        Entry(output, "/Creator"u8, _options.Creator);
        Entry(output, "/Producer"u8, _options.Producer);
        output.Raw("/CreationDate"u8);
        PdfDate.Write(output, _options.CreationTime);
        output.Raw("/ModDate"u8);
        PdfDate.Write(output, _options.CreationTime);
        output.Raw(">>"u8);
        _file.End();
    }

    private static void Entry(ByteWriter output, ReadOnlySpan<byte> key, string? value)
    {
        if (value is not null)
        {
            output.Raw(key);
            TextString.Write(output, value);
        }
    }

    private void WriteCatalog()
    {
        var output = _file.Begin(ObjectNumbers.Catalog).Raw("<</Type/Catalog/Pages "u8).Reference(ObjectNumbers.Pages);
        output.Raw("/Metadata "u8).Reference(ObjectNumbers.Metadata);
        output.Raw("/MarkInfo<</Marked true>>/StructTreeRoot "u8).Reference(ObjectNumbers.StructureRoot);
        output.Raw("/Lang("u8).Plain(_options.Language).Raw(")/ViewerPreferences<</DisplayDocTitle true>>"u8);
        if (_options.Conformance != PdfConformance.None)
        {
            output.Raw("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"u8);
            output.Raw("/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile "u8);
            output.Reference(ObjectNumbers.ColorProfile).Raw(">>]"u8);
        }
        WriteForm(output);
        WriteAttachments(output);
        output.Raw(">>"u8);
        _file.End();
    }

    private void WriteForm(ByteWriter output)
    {
        if (_fields.Count == 0)
        {
            return;
        }
        // ISO 32000-1 §12.7.2: signature fields exist, and the file may only be appended to
        output.Raw("/AcroForm<</SigFlags 3/Fields["u8);
        foreach (var field in _fields)
        {
            output.Reference(field).Byte((byte)' ');
        }
        output.Raw("]>>"u8);
    }

    private void WriteAttachments(ByteWriter output)
    {
        if (_attachments.Count == 0)
        {
            return;
        }
        output.Raw("/AF["u8);
        foreach (var attachment in _attachments)
        {
            output.Reference(attachment.Number).Byte((byte)' ');
        }
        output.Raw("]/Names<</EmbeddedFiles<</Names["u8);
        foreach (var attachment in _attachments.OrderBy(attachment => attachment.Name, StringComparer.Ordinal))
        {
            TextString.Write(output, attachment.Name);
            output.Reference(attachment.Number).Byte((byte)' ');
        }
        output.Raw("]>>>>"u8);
    }
}
