// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Pages, their annotations, and lists of references.</summary>
internal sealed partial class ChangeFinder
{
    private void ComparePages(int number, PdfValue old, PdfValue now)
    {
        foreach (var (key, before, after) in step.Values.Differences(old, now))
        {
            if (key == "Annots")
            {
                CompareAnnotations($"object {number} (Page)", step.Before.Resolve(before), step.After.Resolve(after));
            }
            else
            {
                Add(ChangeKind.PageContent, $"object {number} (Page)", $"/{Shown(key)} was changed");
            }
        }
    }

    private void CompareAnnotations(string name, PdfValue old, PdfValue now)
    {
        foreach (var added in Added(old, now, name, ChangeKind.Annotation))
        {
            var field = step.FormAfter.FieldOf(added.Number);
            var isOfNewSignature = field is { IsSignature: true } && step.FormBefore.FieldOf(field.Id.Number) is null;
            if (!isOfNewSignature)
            {
                var found = step.After.Get(added);
                Add(ChangeKind.Annotation, name, $"the annotation {added.Number} was added", mayCover: MayCover(found));
            }
        }
    }

    // Whoever takes a comment away takes nothing of the page away.
    private bool MayCover(PdfIndirect found) => !Annotations.IsComment(found) || step.UsesBefore[found.Id.Number].Any();

    private bool IsComment(PdfReference? id) => id is { } known && Annotations.IsComment(step.Before.Get(known));

    /// <summary>The objects that an array has gained; that it lost some, or has them in another order, is a change of a kind.</summary>
    private List<PdfReference> Added(PdfValue old, PdfValue now, string name, ChangeKind lost)
    {
        var (before, after) = (Items(old), Items(now));
        var known = before.Select(static i => i.Id).ToHashSet();
        var kept = after.Where(i => known.Contains(i.Id)).ToList();
        if (!kept.Select(static i => i.Id).SequenceEqual(before.Select(static i => i.Id)))
        {
            var present = after.Select(static i => i.Id).ToHashSet();
            var gone = before.Where(b => !present.Contains(b.Id)).ToList();
            var rest = before.Where(b => present.Contains(b.Id)).Select(static i => i.Id);
            Add(
                lost,
                name,
                "an entry of a list was removed, doubled or moved",
                mayCover: !kept.Select(static i => i.Id).SequenceEqual(rest) || gone.Exists(g => !IsComment(g.Id))
            );
        }
        // What stands in the list itself has no number to be named by: it stays as it is.
        else if (kept.Zip(before).Any(p => p.First.Id is null && !step.Values.AreSame(p.Second.Value, p.First.Value)))
        {
            Add(lost, name, "an entry that stands in the list itself was changed", mayCover: true);
        }
        return [.. after.Where(i => !known.Contains(i.Id)).Select(static i => i.Id ?? default).Distinct()];
    }

    private List<(PdfReference? Id, PdfValue Value)> Items(PdfValue array)
    {
        var items = new List<(PdfReference? Id, PdfValue Value)>();
        if (!array.IsAbsent)
        {
            foreach (var item in array.Items())
            {
                step.Budget.Charge(8);
                items.Add((item.IsReference ? item.Reference : null, item));
            }
        }
        return items;
    }
}
