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

    /// <summary>
    /// Reads every entry once, so that nobody signs what can't be verified: each is of a kind that we know, and object 0 is
    /// free (ISO 32000-2 §7.5.4), which readers that look there don't agree on.
    /// </summary>
    public void RequireEntries()
    {
        ReadAll();
        var isFree = !TryFindOwn(0, out var first) || first.Kind == XrefEntryKind.Free;
        PdfFault.Require(isFree, Offset, "Object 0 is not free.");
    }

    /// <summary>
    /// Written as all readers take it. What the standard allows and some reader does not know makes that one search the file
    /// for objects.
    /// </summary>
    public abstract bool IsPlain { get; }

    /// <summary>True when readers of tables alone are told of an object here, and whether it is in use.</summary>
    public bool TryFindInTable(int number, out bool isInUse)
    {
        var found = TryFindOwn(number, out var entry);
        isInUse = found && entry.Kind != XrefEntryKind.Free;
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

    /// <summary>How many entries there are, hidden ones apart.</summary>
    public abstract long EntryCount { get; }

    protected abstract int OwnRangeCount { get; }

    /// <summary>Reads every entry of its own.</summary>
    protected abstract void ReadAll();

    protected abstract bool TryFindOwn(int number, out XrefEntry entry);

    protected static void RequireGeneration(long generation, long offset) =>
        PdfFault.Require(generation <= PdfReference.MaxGeneration, offset, "A generation is above 65,535.");
}
