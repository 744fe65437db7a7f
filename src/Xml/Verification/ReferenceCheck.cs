// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Signatures;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Reference validation (xmldsig-core1 §3.2.1): finds what each Reference covers, and compares its digest.</summary>
internal sealed class ReferenceCheck(
    XmlTree tree,
    SignatureParser parser,
    ReferenceResolver resolver,
    DocumentDigests digests
)
{
    private readonly Dictionary<int, IReadOnlyList<int>> _manifests = [];

    /// <summary>Checks a Reference of SignedInfo, and those of the ds:Manifest that it leads to: its digest says nothing of their data.</summary>
    public void Check(ParsedSignature signature, ParsedReference reference, Verdict verdict)
    {
        CheckOne(signature, reference, verdict);
        if (!reference.Matches)
        {
            return;
        }
        try
        {
            foreach (var manifest in ManifestsIn(reference.Target))
            {
                CheckManifest(signature, manifest, verdict);
            }
        }
        catch (VerificationFaultException fault)
        {
            verdict.Add(fault);
        }
    }

    private void CheckManifest(ParsedSignature signature, int manifest, Verdict verdict)
    {
        var taken = signature.References.Count + signature.ManifestReferences.Count;
        foreach (var reference in parser.ReferencesOf(manifest, taken))
        {
            signature.ManifestReferences.Add(reference);
            if (reference.Uri is not ("" or ['#', ..]))
            {
                verdict.Warn("What a Manifest says of data outside of the document is not checked.");
                continue;
            }
            CheckOne(signature, reference, verdict);
            if (ManifestsIn(reference.Target).Count > 0)
            {
                throw VerificationFaultException.Unsupported("A Manifest inside of a Manifest is not checked.");
            }
        }
    }

    // Many References may lead to one Object with many children.
    private IReadOnlyList<int> ManifestsIn(int target)
    {
        if (!_manifests.TryGetValue(target, out var manifests))
        {
            manifests = [.. FindManifests(target)];
            _manifests.Add(target, manifests);
        }
        return manifests;
    }

    // By what it is: @Type is only a hint (xmldsig-core1 §4.4.3.1).
    private IEnumerable<int> FindManifests(int target)
    {
        if (target < 0)
        {
            yield break;
        }
        if (tree.Is(target, XmlNames.DsigUtf8, "Manifest"u8))
        {
            yield return target;
        }
        else if (tree.Is(target, XmlNames.DsigUtf8, "Object"u8))
        {
            for (var child = tree.FirstChild(target); child >= 0; child = tree.NextSibling(child))
            {
                if (tree.Is(child, XmlNames.DsigUtf8, "Manifest"u8))
                {
                    yield return child;
                }
            }
        }
    }

    private void CheckOne(ParsedSignature signature, ParsedReference reference, Verdict verdict)
    {
        try
        {
            var (target, withComments) = resolver.Resolve(reference.Uri);
            reference.Target = target;
            if (reference.Transforms.Unsupported is { } why)
            {
                throw VerificationFaultException.Unsupported(why);
            }
            if (reference.Digest is not { } digest)
            {
                throw VerificationFaultException.Unsupported("A digest algorithm is not computed here.");
            }
            if (DigestMethods.IsOfNothing(digest, reference.DigestValue))
            {
                throw VerificationFaultException.Format("A Reference has the digest of nothing: it covers nothing.");
            }
            if (DigestMethods.IsWeak(digest))
            {
                verdict.Weak($"{DigestMethods.Spell(digest)} is too weak.");
            }
            var algorithm = Algorithm(reference.Transforms.Canonicalization, withComments);
            reference.Excluded = Excluded(signature, reference);
            Compare(signature, reference, new DigestKey(target, algorithm, reference.Excluded, digest), verdict);
        }
        catch (VerificationFaultException fault)
        {
            verdict.Add(fault);
        }
    }

    private void Compare(ParsedSignature signature, ParsedReference reference, DigestKey key, Verdict verdict)
    {
        var removesItself =
            key.Excluded == DigestKey.AllSignatures
                ? IsInSignature(key.Apex)
                : key.Excluded >= 0 && key.Apex >= 0 && tree.IsWithin(key.Apex, key.Excluded);
        if (!removesItself && digests.Of(key).AsSpan().SequenceEqual(reference.DigestValue))
        {
            reference.Matches = true;
            return;
        }
        // Read strictly, enveloped-signature removes an Object inside of the Signature itself; national messages mean nothing by it.
        if (
            removesItself
            && key.Excluded == signature.Element
            && signature.Objects.Contains(key.Apex)
            && digests.Of(key with { Excluded = DigestKey.Nothing }).AsSpan().SequenceEqual(reference.DigestValue)
        )
        {
            reference.Matches = true;
            reference.Excluded = DigestKey.Nothing;
            verdict.Warn(
                "enveloped-signature stands on an Object inside of the Signature itself: it was read as nothing."
            );
            return;
        }
        verdict.Fail(
            SubIndication.HashFailure,
            $"The data of the Reference \"{TransformParser.Shown(reference.Uri!)}\" was changed."
        );
    }

    private bool IsInSignature(int element)
    {
        while (element >= 0 && !tree.Is(element, XmlNames.DsigUtf8, "Signature"u8))
        {
            element = tree.Parent(element);
        }
        return element >= 0;
    }

    /// <summary>What the transforms leave out, where that is inside of the target at all.</summary>
    private int Excluded(ParsedSignature signature, ParsedReference reference)
    {
        if (reference.Transforms.LeavesOutAllSignatures)
        {
            return DigestKey.AllSignatures;
        }
        var concerns =
            reference.Transforms.LeavesOutOwnSignature
            && (
                reference.Target < 0
                || tree.IsWithin(signature.Element, reference.Target)
                || tree.IsWithin(reference.Target, signature.Element)
            );
        return concerns ? signature.Element : DigestKey.Nothing;
    }

    /// <summary>Comments are not part of what a bare name or the empty URI selects (xmldsig-core1 §4.4.3.3).</summary>
    private static CanonicalizationAlgorithm Algorithm(CanonicalizationAlgorithm named, bool withComments)
    {
        if (withComments || !named.WithComments)
        {
            return named;
        }
        var method = named.Method switch
        {
            CanonicalizationMethod.Inclusive10WithComments => CanonicalizationMethod.Inclusive10,
            CanonicalizationMethod.Inclusive11WithComments => CanonicalizationMethod.Inclusive11,
            _ => CanonicalizationMethod.Exclusive,
        };
        return named with { Method = method };
    }
}
