// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>One cross-reference section with its trailer; entries are read when an object is looked for.</summary>
internal abstract class XrefSection
{
    /// <summary>Where it begins.</summary>
    public required long Offset { get; init; }

    /// <summary>Behind its trailer dictionary, or its stream object.</summary>
    public required long EndOffset { get; init; }

    /// <summary>The trailer dictionary, or the dictionary of the cross-reference stream.</summary>
    public required PdfValue Trailer { get; init; }

    /// <summary>Of a hybrid file: the entries that older readers do not see (ISO 32000-2 §7.5.8.4).</summary>
    public XrefSection? Hidden { get; set; }

    /// <summary>The offset of the section before; null for the first.</summary>
    public required long? Previous { get; init; }

    /// <summary>The number behind the highest that an entry or <c>/Size</c> names.</summary>
    public required int ObjectCount { get; init; }

    /// <summary>True for a cross-reference stream.</summary>
    public abstract bool IsStream { get; }

    /// <summary>The numbers that have entries here, as ranges (first, count).</summary>
    public abstract IEnumerable<(int First, int Count)> Ranges { get; }

    /// <summary>Looks for an object in this section, hidden entries included.</summary>
    public bool TryFind(int number, out XrefEntry entry)
    {
        var found = TryFindOwn(number, out entry);
        // A hidden object is free in the table.
        if (
            (!found || entry.Kind == XrefEntryKind.Free)
            && Hidden is { } hidden
            && hidden.TryFindOwn(number, out var other)
        )
        {
            entry = other;
            return true;
        }
        return found;
    }

    /// <summary>True when the table and the hidden stream both tell where an object is.</summary>
    public bool PlacesTwice(int number) =>
        Hidden is { } hidden
        && TryFindOwn(number, out var own)
        && own.Kind != XrefEntryKind.Free
        && hidden.TryFindOwn(number, out var other)
        && other.Kind != XrefEntryKind.Free;

    /// <summary>How many ranges have entries here, hidden ones included.</summary>
    public int RangeCount => OwnRangeCount + (Hidden?.OwnRangeCount ?? 0);

    protected abstract int OwnRangeCount { get; }

    protected abstract bool TryFindOwn(int number, out XrefEntry entry);
}
