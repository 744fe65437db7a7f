// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Holds every revision behind a signature against what the signature allows.</summary>
internal sealed class LaterRevisions(DocumentParts parts, IReadOnlyList<SignatureVerification> signatures)
{
    private readonly PdfFile _file = parts.File;

    public void Check()
    {
        var located = signatures.Where(static s => s.Section >= 0).ToList();
        if (located.Count == 0)
        {
            return;
        }
        var oldest = located.MaxBy(static s => s.Section)!;
        var known = new Dictionary<int, XrefEntry>();
        oldest.Guard(() => known = parts.History.ObjectsUpTo(oldest.Section, oldest.Range!.End));
        if (oldest.Section == 0)
        {
            return;
        }
        var steps = new RevisionSteps(parts, known);
        for (var section = oldest.Section; section > 0; section--)
        {
            Judge(section - 1, Changes(steps, section, located), located.Where(s => s.Section >= section));
        }
    }

    private static IReadOnlyList<Change>? Changes(
        RevisionSteps steps,
        int section,
        IReadOnlyList<SignatureVerification> located
    )
    {
        IReadOnlyList<Change>? changes = null;
        foreach (var signature in located.Where(s => s.Section >= section))
        {
            signature.Guard(() => changes ??= steps.Compare(section));
        }
        return changes;
    }

    private void Judge(int section, IReadOnlyList<Change>? changes, IEnumerable<SignatureVerification> judged)
    {
        foreach (var signature in judged)
        {
            signature.Guard(() => Judge(section, changes ?? [], signature));
        }
    }

    private void Judge(int section, IReadOnlyList<Change> changes, SignatureVerification signature)
    {
        parts.Budget.Charge(changes.Count * 100L);
        foreach (var change in changes)
        {
            var what = $"Revision {parts.History.NumberOf(section)}, {change}";
            var refusal = signature.Permissions?.Refusal(change);
            signature.Verdict.Warn(refusal is null ? $"{what}: allowed" : $"{what}: not allowed, {refusal}");
            if (refusal is not null)
            {
                signature.Verdict.Fail(SubIndication.HashFailure, $"{what}: {refusal}.");
            }
        }
    }
}
