// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>Holds every revision behind a signature against what the signature allows.</summary>
internal sealed class LaterRevisions(DocumentParts parts, IReadOnlyList<SignatureVerification> signatures)
{
    public void Check()
    {
        var located = signatures.Where(static s => s.Section >= 0).ToList();
        if (located.Count == 0)
        {
            return;
        }
        // What can't be compared is compared for nobody: no signature may pass on half of a history.
        var compared = new Verdict();
        SignatureVerification.Guard(compared, () => Compare(located));
        foreach (var signature in compared.IsIntact ? [] : located)
        {
            signature.Verdict.Fail(compared.SubIndication, compared.Reason!);
        }
    }

    private void Compare(List<SignatureVerification> located)
    {
        var oldest = located.MaxBy(static s => s.Section)!;
        if (oldest.Section == 0)
        {
            // Nothing was added, so there is nothing to compare.
            parts.History.RequireInside(0, oldest.Range!.End);
            return;
        }
        var known = parts.History.ObjectsUpTo(oldest.Section, oldest.Range!.End);
        var steps = new RevisionSteps(parts, known, oldest.Range.End);
        for (var section = oldest.Section; section > 0; section--)
        {
            var ends = located.Where(s => s.Section < section).Select(static s => s.Range!.End);
            var changes = steps.Compare(section, ends.DefaultIfEmpty(int.MaxValue).Min());
            Judge(section - 1, changes, located.Where(s => s.Section >= section));
        }
        steps.RequireAllNamed();
    }

    private void Judge(int section, IReadOnlyList<Change> changes, IEnumerable<SignatureVerification> judged)
    {
        foreach (var signature in judged)
        {
            signature.Guard(() => Judge(section, changes, signature));
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
