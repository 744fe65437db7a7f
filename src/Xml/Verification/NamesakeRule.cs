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
internal sealed class NamesakeRule(XmlTree tree, IReadOnlyList<SignatureVerification> signatures, SignedElements signed)
{
    // what is signed, by name: the number of the local name and that of the namespace
    private readonly Dictionary<(int, int), SignatureVerification> _signed = [];

    public void Check()
    {
        SignatureVerification? intact = null;
        foreach (var signature in signatures)
        {
            if (signature.Verdict.IsIntact)
            {
                intact ??= signature;
                Note(signature);
            }
        }
        if (intact is null)
        {
            return;
        }
        var covered = signed.Covered;
        for (var element = 0; element < tree.Count; element++)
        {
            if (!covered[element] && _signed.TryGetValue(NameOf(element), out var signature))
            {
                signature.Verdict.Fail(
                    SubIndication.FormatFailure,
                    $"{tree.ElementPath(element)} has the name of an element that is signed, but is not signed itself."
                );
            }
        }
        CheckInside(covered, intact);
    }

    // A signature that leaves itself out has room for what nobody signs: data there is found by whoever looks for its name.
    private void CheckInside(bool[] covered, SignatureVerification intact)
    {
        HashSet<(int, int)>? names = null;
        var end = 0;
        foreach (var signature in signatures)
        {
            for (
                var element = Math.Max(signature.Element, end);
                element < tree.SubtreeEnd(signature.Element);
                element++
            )
            {
                if (
                    !covered[element]
                    && !IsOfSignatures(element)
                    && (names ??= Names(covered)).Contains(NameOf(element))
                )
                {
                    intact.Verdict.Fail(
                        SubIndication.FormatFailure,
                        $"{tree.ElementPath(element)}, inside of a Signature, has the name of an element that is signed, but is not signed itself."
                    );
                    return;
                }
            }
            end = Math.Max(end, tree.SubtreeEnd(signature.Element));
        }
    }

    private bool IsOfSignatures(int element)
    {
        var space = tree.NamespaceNameUtf8(element);
        return space.SequenceEqual(XmlNames.DsigUtf8)
            || space.SequenceEqual(XmlNames.XadesUtf8)
            || space.SequenceEqual(XmlNames.Xades141Utf8)
            || space.SequenceEqual(XmlNames.Dsig11Utf8)
            || space.SequenceEqual(XmlNames.DsigMoreUtf8);
    }

    private HashSet<(int, int)> Names(bool[] covered)
    {
        var names = new HashSet<(int, int)>();
        for (var element = 0; element < tree.Count; element++)
        {
            if (covered[element])
            {
                names.Add(NameOf(element));
            }
        }
        return names;
    }

    private (int, int) NameOf(int element)
    {
        ref var record = ref tree.Elements[element];
        return (record.LocalName, record.Namespace);
    }

    private void Note(SignatureVerification signature)
    {
        foreach (var reference in signature.Parsed!.AllReferences)
        {
            var target = Math.Max(reference.Target, 0);
            // One of a manifest may lead outside.
            if (
                reference.Matches
                && !signature.IsOfProperties(reference)
                && !tree.NamespaceNameUtf8(target).SequenceEqual(XmlNames.DsigUtf8)
            )
            {
                _signed.TryAdd(NameOf(target), signature);
            }
        }
    }
}
