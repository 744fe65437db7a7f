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
        foreach (var signature in signatures)
        {
            if (signature.Verdict.IsIntact)
            {
                CheckObjects(covered, signature);
            }
        }
    }

    // Which of two Objects is the signed one nobody sees who takes the first.
    private void CheckObjects(bool[] covered, SignatureVerification signature)
    {
        var signsOne = signature.Parsed!.AllReferences.Any(reference =>
            reference.Matches && !signature.IsOfProperties(reference) && IsInObject(reference.Target, signature.Element)
        );
        for (
            var child = signsOne ? tree.FirstChild(signature.Element) : -1;
            child >= 0;
            child = tree.NextSibling(child)
        )
        {
            if (tree.Is(child, XmlNames.DsigUtf8, "Object"u8) && !covered[child] && !HoldsProperties(child, covered))
            {
                signature.Verdict.Fail(
                    SubIndication.FormatFailure,
                    $"{tree.ElementPath(child)} is not signed, beside an Object of the same Signature that is."
                );
                return;
            }
        }
    }

    private bool IsInObject(int target, int signature)
    {
        var at = target;
        while (at >= 0 && tree.Parent(at) != signature)
        {
            at = tree.Parent(at);
        }
        return at >= 0 && tree.Is(at, XmlNames.DsigUtf8, "Object"u8);
    }

    // XAdES signs a part of its own Object; others sign the one element that an Object holds.
    private bool HoldsProperties(int element, bool[] covered)
    {
        var child = tree.FirstChild(element);
        return child >= 0
            && tree.NextSibling(child) < 0
            && (covered[child] || tree.Is(child, XmlNames.XadesUtf8, "QualifyingProperties"u8));
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
            if (!reference.Matches || signature.IsOfProperties(reference))
            {
                continue;
            }
            if (tree.Is(target, XmlNames.DsigUtf8, "Object"u8))
            {
                NoteContent(target, signature);
            }
            else if (!tree.NamespaceNameUtf8(target).SequenceEqual(XmlNames.DsigUtf8))
            {
                _signed.TryAdd(NameOf(target), signature);
            }
        }
    }

    // An enveloping signature signs what is in its Object, whose own name says nothing.
    private void NoteContent(int element, SignatureVerification signature)
    {
        for (var child = tree.FirstChild(element); child >= 0; child = tree.NextSibling(child))
        {
            if (!IsOfSignatures(child))
            {
                _signed.TryAdd(NameOf(child), signature);
            }
        }
    }
}
