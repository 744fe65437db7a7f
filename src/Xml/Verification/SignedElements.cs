// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Which elements the signatures of a document vouch for, once their values and digests were checked.</summary>
internal sealed class SignedElements(XmlTree tree, IReadOnlyList<SignatureVerification> signatures)
{
    private bool[]? _covered;

    /// <summary>By number of the element. Found out when it is asked for the first time.</summary>
    public bool[] Covered => _covered ??= Cover(tree, signatures);

    private static bool[] Cover(XmlTree tree, IReadOnlyList<SignatureVerification> signatures)
    {
        var covered = new bool[tree.Count];
        var done = new HashSet<(int, int)>();
        foreach (var signature in signatures)
        {
            // Whoever forges an element can also write a Reference that fits it: what fails vouches for nothing. What is only not
            // computed here may be right, and the document doesn't pass anyhow.
            var references = signature.Verdict.Integrity == Integrity.Broken ? null : signature.Parsed?.AllReferences;
            foreach (var reference in references ?? [])
            {
                if (reference.Matches && done.Add((reference.Target, reference.Excluded)))
                {
                    Fill(tree, signatures, covered, reference);
                }
            }
        }
        return covered;
    }

    private static void Fill(
        XmlTree tree,
        IReadOnlyList<SignatureVerification> signatures,
        bool[] covered,
        ParsedReference reference
    )
    {
        var (target, excluded) = (Math.Max(reference.Target, 0), reference.Excluded);
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
