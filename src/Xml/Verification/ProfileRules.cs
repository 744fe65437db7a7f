// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Rules on the signatures of a document whose profile is known. Nothing protects a seal but its own SignedInfo and signed
/// properties, so all else in it has to be the one thing that it can be.
/// </summary>
internal sealed class ProfileRules(XmlTree tree, DocumentExpectation expectation)
{
    private readonly Dictionary<int, ExpectedSignature> _byContainer = ByContainer(expectation.Signatures);

    /// <summary>Place, Id, role, what is covered, and shape.</summary>
    public void CheckForm(IReadOnlyList<SignatureVerification> signatures)
    {
        foreach (var signature in signatures)
        {
            try
            {
                Check(signature);
            }
            catch (VerificationFaultException fault)
            {
                signature.Verdict.Add(fault);
            }
        }
    }

    private static Dictionary<int, ExpectedSignature> ByContainer(IReadOnlyList<ExpectedSignature> signatures)
    {
        var byContainer = new Dictionary<int, ExpectedSignature>(signatures.Count);
        for (var i = 0; i < signatures.Count; i++)
        {
            byContainer.TryAdd(signatures[i].Container, signatures[i]);
        }
        return byContainer;
    }

    private void Check(SignatureVerification signature)
    {
        if (!_byContainer.TryGetValue(tree.Parent(signature.Element), out var expected))
        {
            throw VerificationFaultException.Format("The signature stands where the profile places none.");
        }
        if (signature.Parsed is not { } parsed)
        {
            // its form is broken, and the verdict knows
            return;
        }
        if (parsed.Id != expected.SignatureId)
        {
            throw VerificationFaultException.Format($"The signature has to bear the Id {expected.SignatureId}.");
        }
        if (signature.Properties is not { } properties || properties.Role != expected.Claim)
        {
            throw VerificationFaultException.Format($"The signature does not claim the role {expected.Claim}.");
        }
        CheckCovered(signature, parsed, expected);
        new SignatureShapeCheck(tree, signature, parsed, properties).Check();
    }

    /// <summary>Exactly the References that the profile states, in their order, then the one to the signature's own properties.</summary>
    private static void CheckCovered(
        SignatureVerification signature,
        ParsedSignature parsed,
        ExpectedSignature expected
    )
    {
        var count = expected.CoversWholeDocument ? 1 : expected.SignedIds.Count;
        var isAsExpected = parsed.References.Count == count + 1 && signature.IsOfProperties(parsed.References[^1]);
        for (var i = 0; isAsExpected && i < count; i++)
        {
            var reference = parsed.References[i];
            isAsExpected = expected.CoversWholeDocument
                ? reference.Uri is "" && reference.Target == Canonicalizer.WholeDocument
                : reference.Uri is ['#', .. var id] && id == expected.SignedIds[i];
        }
        if (!isAsExpected)
        {
            throw VerificationFaultException.Format("The signature does not cover exactly what its role has to sign.");
        }
    }
}
