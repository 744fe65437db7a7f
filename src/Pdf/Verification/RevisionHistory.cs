// SPDX-License-Identifier: Apache-2.0
using System.Numerics;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>The revisions of a file by its cross-reference sections, and what each touches.</summary>
internal sealed class RevisionHistory(PdfFile file, WorkBudget budget)
{
    // A file can say that it has a million objects.
    private const int MaxExpected = 4096;

    private int LastIndex => file.Sections.Count - 1;

    /// <summary>A linearized file has two sections in its first revision.</summary>
    private bool IsLinearized => LastIndex > 0 && file.Sections[LastIndex].Offset > file.Sections[LastIndex - 1].Offset;

    /// <summary>How many revisions there are.</summary>
    public int Count => NumberOf(0);

    /// <summary>The number of a revision, from 1, by the index of its section.</summary>
    public int NumberOf(int section) => Math.Max(1, LastIndex - section + 1 - (IsLinearized ? 1 : 0));

    /// <summary>
    /// The section that is the newest of the file as it was signed, when that ends at an offset. The signed octets have to
    /// be a file by themselves, and the file as it is now has to be made upon it.
    /// </summary>
    /// <exception cref="VerificationFaultException">They are not.</exception>
    /// <exception cref="HocBaSo.Signing.Core.SigningException">The signed octets are no PDF.</exception>
    public int SectionEndingAt(ReadOnlyMemory<byte> document, int end)
    {
        var newest = FileEnd.FindStartXref(new PdfBuffer(document[..end], 0));
        for (var i = 0; i < file.Sections.Count; i++)
        {
            if (file.Sections[i].Offset == newest)
            {
                RequireBehind(i, end);
                return i;
            }
        }
        throw VerificationFaultException.Format(
            "The file as it is now is not made upon the revision that was signed: its cross-reference leaves it out."
        );
    }

    /// <summary>Of a hybrid file, a table and its hidden stream may not both place an object: readers differ in which they heed.</summary>
    /// <exception cref="VerificationFaultException">They do.</exception>
    public void RequireOnePlace()
    {
        foreach (var section in file.Sections.Where(static s => s.Hidden is not null))
        {
            foreach (var (first, count) in section.Hidden!.Ranges)
            {
                budget.Charge(count * 16L);
                for (var number = first; number < first + count; number++)
                {
                    if (section.PlacesTwice(number))
                    {
                        throw VerificationFaultException.Format(
                            $"The table and the stream of a hybrid cross-reference both place object {number}."
                        );
                    }
                }
            }
        }
    }

    /// <summary>A section behind a signature is written as all readers take it.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: it isn't.</exception>
    public void RequirePlain(int index)
    {
        var section = file.Sections[index];
        budget.Charge(section.EntryCount);
        if (!section.IsPlain || section.Hidden?.IsPlain == false)
        {
            throw VerificationFaultException.Format(
                $"The cross-reference of revision {NumberOf(index)} is written in a way that some readers do not take: they would search the file for objects."
            );
        }
    }

    /// <summary>What is beyond the <c>/Size</c> of a section is missing (§7.5.5): none of the objects before may be.</summary>
    /// <param name="index">The section behind a signature.</param>
    /// <param name="highest">The highest number of an object before.</param>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: one is.</exception>
    public void RequireSize(int index, int highest)
    {
        if (file.Sections[index].ObjectCount <= highest)
        {
            throw VerificationFaultException.Format(
                $"/Size of revision {NumberOf(index)} leaves out object {highest}: some readers lose it, or search the file for it."
            );
        }
    }

    /// <summary>
    /// Of a hybrid section behind a signature, the hidden stream may place only what readers of tables alone are never told
    /// of: such a reader would keep, or lose, what others see exchanged or brought back.
    /// </summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: it places an object that was there for all.</exception>
    public void RequireHiddenIsNew(int index)
    {
        foreach (var (first, count) in file.Sections[index].Hidden?.Ranges ?? [])
        {
            budget.Charge(count * 16L);
            for (var number = first; number < first + count; number++)
            {
                if (file.Sections[index].Hidden!.TryFindInTable(number, out var isPlaced) && isPlaced)
                {
                    RequireUnknown(index, number);
                }
            }
        }
    }

    private void RequireUnknown(int index, int number)
    {
        for (var i = index + 1; i < file.Sections.Count; i++)
        {
            budget.Charge(16);
            if (!file.Sections[i].TryFindInTable(number, out var isInUse))
            {
                continue;
            }
            if (isInUse)
            {
                throw VerificationFaultException.Format(
                    $"The hidden stream of a later cross-reference places object {number}, which the tables had."
                );
            }
            return;
        }
    }

    /// <summary>The objects that a section has entries for; of a hybrid file, a hidden object comes twice.</summary>
    /// <param name="index">The section.</param>
    /// <param name="end">Where the signed revision that it belongs to ends: nothing that was signed may stand behind.</param>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: something does.</exception>
    public IEnumerable<(int Number, XrefEntry Entry)> EntriesOf(int index, long end)
    {
        var section = file.Sections[index];
        var ranges = section.Ranges.Concat(section.Hidden?.Ranges ?? []).ToList();
        budget.Charge(ranges.Count);
        foreach (var (first, count) in ranges)
        {
            budget.Charge((long)count * (4 + BitOperations.Log2((uint)ranges.Count)));
            for (var number = first; number < first + count; number++)
            {
                if (section.TryFind(number, out var entry))
                {
                    RequireInside(number, entry, end);
                    yield return (number, IsPlaceholder(entry) ? default : entry);
                }
            }
        }
    }

    /// <summary>Requires that every entry up to a section leads to before the end of its revision.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: one does not.</exception>
    public void RequireInside(int index, int end)
    {
        for (var i = LastIndex; i >= index; i--)
        {
            foreach (var _ in EntriesOf(i, end))
            {
                // Each entry is held against the end as it is read.
            }
        }
    }

    /// <summary>What the file had up to a section: every entry, the newest of each object.</summary>
    /// <param name="index">The section.</param>
    /// <param name="end">Where its revision ends: nothing that was signed may stand behind.</param>
    public Dictionary<int, XrefEntry> ObjectsUpTo(int index, int end)
    {
        var expected = Math.Min(file.Sections[LastIndex].ObjectCount, MaxExpected);
        var objects = new Dictionary<int, XrefEntry>(expected);
        for (var i = LastIndex; i >= index; i--)
        {
            foreach (var (number, entry) in EntriesOf(i, end))
            {
                objects[number] = entry;
            }
        }
        return objects;
    }

    // Quartz and Skia (Google Docs) write the entry of an object that was never made as in use at offset 0, where the header
    // stands: others read it as free. Whoever refers to such an object, and has to be followed, finds it malformed.
    private static bool IsPlaceholder(XrefEntry entry) => entry is { Kind: XrefEntryKind.InUse, Location: 0 };

    private static void RequireInside(int number, XrefEntry entry, long end)
    {
        if (entry.Kind == XrefEntryKind.InUse && entry.Location >= end)
        {
            throw VerificationFaultException.Format(
                $"The signed cross-reference places object {number} behind the signed revision."
            );
        }
    }

    private void RequireBehind(int signed, int end)
    {
        for (var i = 0; i < signed; i++)
        {
            if (file.Sections[i].Offset < end || file.Sections[i].Hidden?.Offset < end)
            {
                throw VerificationFaultException.Format(
                    "A later cross-reference section stands inside the signed octets."
                );
            }
        }
        for (var i = signed; i < file.Sections.Count; i++)
        {
            var section = file.Sections[i];
            if (section.EndOffset > end || section.Hidden?.EndOffset > end)
            {
                throw VerificationFaultException.Format(
                    "The signed revision has a cross-reference section behind its end."
                );
            }
        }
    }
}
