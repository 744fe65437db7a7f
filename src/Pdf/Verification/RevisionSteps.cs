// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Goes from the oldest signed revision to the newest and compares each with the one before.</summary>
/// <param name="parts">The document.</param>
/// <param name="known">The entries of the oldest signed revision; kept up with the steps.</param>
/// <param name="signedEnd">Where that revision ends.</param>
internal sealed class RevisionSteps(DocumentParts parts, Dictionary<int, XrefEntry> known, long signedEnd)
{
    private readonly NamedOctets _named = new(parts, signedEnd);

    private readonly NamedStreams _namedStreams = new(parts, signedEnd);
    private ReferenceIndex? _index;
    private FormTree? _form;

    /// <summary>What the revision behind a section changed. Sections come from old to new.</summary>
    /// <param name="section">The one before.</param>
    /// <param name="end">Where the first signature behind it ends: no entry that it signed may lead further.</param>
    public IReadOnlyList<Change> Compare(int section, long end)
    {
        parts.Budget.Charge(known.Count);
        parts.History.RequirePlain(section - 1);
        parts.History.RequireHiddenIsNew(section - 1);
        parts.History.RequireSize(
            section - 1,
            known.Where(static e => e.Value.Kind != XrefEntryKind.Free).Select(static e => e.Key).DefaultIfEmpty().Max()
        );
        RequireStrict(parts.File.Sections[section - 1].Hidden?.Trailer ?? default, "The hidden cross-reference");
        var before = parts.File.AsOfSection(section);
        var after = parts.File.AsOfSection(section - 1);
        var index = _index ??= BuildIndex(before);
        var values = new ValueComparison(before, after, parts.Budget);
        var entries = new Dictionary<int, XrefEntry>();
        foreach (var (number, entry) in parts.History.EntriesOf(section - 1, end))
        {
            entries[number] = entry;
            _namedStreams.Add(number, entry, after);
        }
        var usesBefore = index.ByTarget();
        var changed = Changed(entries, before, after, values, end, index);
        var step = new RevisionStep
        {
            Before = before,
            After = after,
            IsStreamAfter = parts.File.Sections[section - 1].IsStream,
            FormBefore = _form ?? FormTree.Read(before, parts.Budget),
            FormAfter = FormTree.Read(after, parts.Budget),
            Values = values,
            Changed = changed,
            Rewritten = entries.Keys,
            UsesBefore = usesBefore,
            UsesByRewritten = index.ByTarget(entries.Keys.Append(ReferenceIndex.Trailer).Distinct()),
            Budget = parts.Budget,
        };
        _form = step.FormAfter;
        return new ChangeFinder(step, TakeContainers(entries)).Find();
    }

    /// <summary>Requires, behind the last step, that nothing stands in the file but what was compared.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: something does.</exception>
    public void RequireAllNamed()
    {
        _named.Require();
        _namedStreams.Require();
    }

    /// <summary>The object streams that the revision before has objects in; then the newer entries are the known ones.</summary>
    private HashSet<int> TakeContainers(Dictionary<int, XrefEntry> entries)
    {
        var containers = known
            .Values.Where(static e => e.Kind == XrefEntryKind.Compressed)
            .Select(static e => (int)Math.Min(e.Location, int.MaxValue))
            .ToHashSet();
        foreach (var (number, entry) in entries)
        {
            known[number] = entry;
        }
        return containers;
    }

    // The index takes in what differs in no way too: the same value may be reached through other objects now, and whoever
    // changes those in a later revision changes it.
    private Dictionary<int, (PdfIndirect Old, PdfIndirect Now)> Changed(
        Dictionary<int, XrefEntry> entries,
        PdfObjects before,
        PdfObjects after,
        ValueComparison values,
        long end,
        ReferenceIndex index
    )
    {
        var changed = new Dictionary<int, (PdfIndirect Old, PdfIndirect Now)>();
        foreach (var number in entries.Keys.Where(static n => n > 0).Order())
        {
            var (old, now) = (Get(before, number), Get(after, number));
            RequireInside(now, end);
            RequireStrict(now.Value, $"Object {number}");
            _named.Add(now);
            _namedStreams.Add(now, after);
            if (!values.AreSame(old, now))
            {
                changed.Add(number, (old, now));
            }
            index.Set(number, now.Value);
        }
        RequireStrict(after.Trailer, "The trailer");
        index.Set(ReferenceIndex.Trailer, after.Trailer);
        return changed;
    }

    private ReferenceIndex BuildIndex(PdfObjects objects)
    {
        var index = new ReferenceIndex(parts.Budget);
        foreach (var (number, entry) in known)
        {
            if (entry.Kind != XrefEntryKind.Free && number > 0)
            {
                var found = Get(objects, number);
                RequireInside(found, signedEnd);
                index.Set(number, found.Value);
            }
        }
        index.Set(ReferenceIndex.Trailer, objects.Trailer);
        return index;
    }

    private void RequireStrict(PdfValue value, string name)
    {
        parts.Budget.Charge(value.Raw.Length);
        if (!StrictSyntax.Fits(value, parts.File.Limits))
        {
            throw VerificationFaultException.Format(
                $"{name}, behind a signature, is written in a way that some readers do not take: they would search the file for objects."
            );
        }
    }

    private static void RequireInside(PdfIndirect found, long end)
    {
        if (found.EndOffset > end)
        {
            throw VerificationFaultException.Format(
                $"The signed object {found.Id.Number} runs beyond the end of the signed revision."
            );
        }
    }

    private PdfIndirect Get(PdfObjects objects, int number)
    {
        parts.Budget.ChargeLookup(objects);
        var found = objects.Get(number);
        parts.Budget.Charge(found.Value.Raw.Length);
        return found;
    }
}
