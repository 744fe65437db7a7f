// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>The objects of a file as of one of its cross-reference sections.</summary>
/// <param name="file">The file.</param>
/// <param name="section">Which section is the newest, counted from the file's newest.</param>
internal readonly struct PdfObjects(PdfFile file, int section)
{
    public PdfFile File => file;

    /// <summary>The newest trailer.</summary>
    public PdfValue Trailer => file.Sections[section].Trailer;

    /// <summary>The document catalog; missing where its reference leads nowhere.</summary>
    public PdfValue Catalog => Find(Trailer, "Root"u8);

    /// <summary>The number behind the highest in use.</summary>
    public int ObjectCount
    {
        get
        {
            var count = 0;
            for (var i = section; i < file.Sections.Count; i++)
            {
                count = Math.Max(count, file.Sections[i].ObjectCount);
            }
            return count;
        }
    }

    /// <summary>What the cross-reference says of an object; free when it says nothing.</summary>
    public XrefEntry Lookup(int number)
    {
        for (var i = section; i < file.Sections.Count; i++)
        {
            if (file.Sections[i].TryFind(number, out var entry))
            {
                return entry;
            }
        }
        return default;
    }

    /// <summary>Reads an object; its value is missing when it is free (ISO 32000-2 §7.3.10: that reads as null).</summary>
    public PdfIndirect Get(PdfReference reference)
    {
        var entry = Lookup(reference.Number);
        var found = entry.Kind switch
        {
            XrefEntryKind.InUse when entry.Detail == reference.Generation => Read(reference, entry.Location),
            XrefEntryKind.Compressed when reference.Generation == 0 => file.ReadCompressed(
                reference.Number,
                entry,
                this
            ),
            _ => new PdfIndirect { Id = reference },
        };
        file.Count(found.Value);
        return found;
    }

    /// <summary>Reads an object by its number alone, whatever its generation.</summary>
    public PdfIndirect Get(int number)
    {
        var entry = Lookup(number);
        return Get(new PdfReference(number, entry.Kind == XrefEntryKind.InUse ? entry.Detail : 0));
    }

    /// <summary>Follows references to a direct value.</summary>
    public PdfValue Resolve(PdfValue value)
    {
        for (var i = 0; i < file.Limits.MaxIndirections; i++)
        {
            if (!value.IsReference)
            {
                return value;
            }
            value = Get(value.Reference).Value;
        }
        throw PdfFault.Malformed(value.Offset, "References form a loop.");
    }

    /// <summary>The direct value of an entry of a dictionary.</summary>
    public PdfValue Find(PdfValue dictionary, ReadOnlySpan<byte> key) => Resolve(dictionary.Find(key));

    private PdfIndirect Read(PdfReference reference, long offset)
    {
        var part = file.PartAt(offset);
        var lexer = new PdfLexer(part, (int)(offset - part.Origin));
        var found = IndirectReader.Read(ref lexer, file.Limits, ResolveLength);
        PdfFault.Require(
            found.Id == reference && found.Offset == offset,
            offset,
            $"The cross-reference tells of object {reference.Number} here, and it isn't."
        );
        return found;
    }

    private long ResolveLength(PdfValue length)
    {
        if (!length.IsReference)
        {
            return length.Integer;
        }
        // A length is a number: an object that is a stream itself cannot be one, so nothing is followed from there.
        var entry = Lookup(length.Reference.Number);
        var objects = this;
        var value =
            entry.Kind == XrefEntryKind.InUse ? ReadNumber(length.Reference, entry.Location) : objects.Resolve(length);
        return value.Integer;
    }

    private PdfValue ReadNumber(PdfReference reference, long offset)
    {
        var part = file.PartAt(offset);
        var lexer = new PdfLexer(part, (int)(offset - part.Origin));
        var found = IndirectReader.Read(
            ref lexer,
            file.Limits,
            static v => throw PdfFault.Malformed(v.Offset, "The length of a stream is a stream.")
        );
        PdfFault.Require(found.Id == reference, offset, "The length of a stream is not where it should be.");
        return found.Value;
    }
}
