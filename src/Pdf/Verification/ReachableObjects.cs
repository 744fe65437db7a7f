// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>The objects below a value, to a small depth.</summary>
internal static class ReachableObjects
{
    /// <summary>Adds every object that a value refers to, and those below, so many references deep.</summary>
    public static void Add(PdfObjects objects, PdfValue value, int depth, HashSet<int> found, WorkBudget budget)
    {
        var waiting = new Stack<(PdfValue Value, int Depth)>();
        waiting.Push((value, depth));
        while (waiting.TryPop(out var next))
        {
            foreach (var reference in ReferencesIn(next.Value, budget))
            {
                if (next.Depth > 0 && found.Add(reference.Number))
                {
                    waiting.Push((objects.Get(reference).Value, next.Depth - 1));
                }
            }
        }
    }

    private static List<PdfReference> ReferencesIn(PdfValue value, WorkBudget budget)
    {
        var references = new List<PdfReference>();
        var waiting = new Stack<PdfValue>();
        waiting.Push(value);
        while (waiting.TryPop(out var next))
        {
            budget.Charge(next.Raw.Length + 32);
            switch (next.Kind)
            {
                case PdfKind.Reference:
                    references.Add(next.Reference);
                    break;
                case PdfKind.Array:
                    foreach (var item in next.Items())
                    {
                        waiting.Push(item);
                    }
                    break;
                case PdfKind.Dictionary:
                    foreach (var entry in next.Entries())
                    {
                        waiting.Push(entry.Value);
                    }
                    break;
            }
        }
        return references;
    }
}
