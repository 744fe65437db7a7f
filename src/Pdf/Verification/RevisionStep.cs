// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Two revisions that follow one another, and what is needed to compare them.</summary>
internal sealed class RevisionStep
{
    // What it takes to look at one that refers to an object.
    private const int CostOfUse = 4;

    public required PdfObjects Before { get; init; }

    public required PdfObjects After { get; init; }

    /// <summary>The later revision ends with a cross-reference stream, not with a table.</summary>
    public required bool IsStreamAfter { get; init; }

    public required FormTree FormBefore { get; init; }

    public required FormTree FormAfter { get; init; }

    public required ValueComparison Values { get; init; }

    /// <summary>The objects that differ.</summary>
    public required IReadOnlyDictionary<int, (PdfIndirect Old, PdfIndirect Now)> Changed { get; init; }

    /// <summary>The objects that have entries in the later revision, whether they differ or not.</summary>
    public required IReadOnlyCollection<int> Rewritten { get; init; }

    public required ILookup<int, ReferenceIndex.Use> UsesBefore { get; init; }

    /// <summary>Of those that were rewritten, the trailer among them, who refers to whom now.</summary>
    public required ILookup<int, ReferenceIndex.Use> UsesByRewritten { get; init; }

    public required WorkBudget Budget { get; init; }

    /// <summary>The field that an object is or was, or is a widget of; null for others.</summary>
    public FormField? FieldOf(int number) => FormBefore.FieldOf(number) ?? FormAfter.FieldOf(number);

    /// <summary>True when anyone refers to an object after.</summary>
    public bool IsUsedAfter(int number) =>
        UsesByRewritten[number].Any()
        || UsesBefore[number].Any(u => u.Owner != ReferenceIndex.Trailer && !Rewritten.Contains(u.Owner));

    /// <summary>All who refer to an object, before or after.</summary>
    public IEnumerable<ReferenceIndex.Use> Uses(int number) => UsesBefore[number].Concat(UsesByRewritten[number]);

    /// <summary>True when everyone who refers to an object fits. Each one that is looked at is work.</summary>
    public bool AllUses(int number, Func<ReferenceIndex.Use, bool> fits)
    {
        foreach (var use in Uses(number))
        {
            Budget.Charge(CostOfUse);
            if (!fits(use))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>What is behind a reference differs, or the value itself.</summary>
    public bool Differs(PdfValue old, PdfValue now) =>
        !Values.AreSame(old, now) || (now.IsReference && Changed.ContainsKey(now.Reference.Number));
}
