// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Signature wrapping: what was signed is moved aside, and a forged element of the same name takes its place, where readers look
/// for it. Without a profile nobody says what belongs where; but a document in which one element is signed by its Id and
/// another of the same name by nobody leaves it to the reader which one he takes, so its form counts as broken.
/// </summary>
internal sealed class NamesakeRule(XmlTree tree, IReadOnlyList<SignatureVerification> signatures)
{
    // what is signed, by name: the number of the local name and that of the namespace
    private readonly Dictionary<(int, int), SignatureVerification> _signed = [];

    public void Check()
    {
        foreach (var signature in signatures)
        {
            if (signature.Verdict.IsIntact)
            {
                Note(signature);
            }
        }
        if (_signed.Count == 0)
        {
            return;
        }
        var covered = Covered();
        for (var element = 0; element < tree.Count; element++)
        {
            ref var record = ref tree.Elements[element];
            if (!covered[element] && _signed.TryGetValue((record.LocalName, record.Namespace), out var signature))
            {
                signature.Verdict.Fail(
                    SubIndication.FormatFailure,
                    $"{tree.ElementPath(element)} has the name of an element that is signed, but is not signed itself."
                );
            }
        }
    }

    private void Note(SignatureVerification signature)
    {
        foreach (var reference in signature.Parsed!.References)
        {
            var target = Math.Max(reference.Target, 0);
            if (
                !signature.IsOfProperties(reference) && !tree.NamespaceNameUtf8(target).SequenceEqual(XmlNames.DsigUtf8)
            )
            {
                ref var record = ref tree.Elements[target];
                _signed.TryAdd((record.LocalName, record.Namespace), signature);
            }
        }
    }

    private bool[] Covered()
    {
        var covered = new bool[tree.Count];
        var done = new HashSet<(int, int)>();
        foreach (var signature in signatures)
        {
            // Whoever forges an element can also write a Reference that fits it: what fails vouches for nothing. What is only not
            // computed here may be right, and the document doesn't pass anyhow.
            var references = signature.Verdict.Integrity == Integrity.Broken ? null : signature.Parsed?.References;
            foreach (var reference in references ?? [])
            {
                if (reference.Matches && done.Add((reference.Target, reference.Excluded)))
                {
                    Fill(covered, Math.Max(reference.Target, 0), reference.Excluded);
                }
            }
        }
        return covered;
    }

    private void Fill(bool[] covered, int target, int excluded)
    {
        var from = target;
        var end = tree.SubtreeEnd(target);
        foreach (var signature in excluded == DigestKey.Nothing ? [] : signatures)
        {
            var isLeftOut = excluded == DigestKey.AllSignatures || excluded == signature.Element;
            if (isLeftOut && signature.Element >= from && signature.Element < end)
            {
                covered.AsSpan(from, signature.Element - from).Fill(true);
                from = tree.SubtreeEnd(signature.Element);
            }
        }
        covered.AsSpan(from, end - from).Fill(true);
    }
}
