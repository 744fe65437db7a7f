// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Xml.Canonicalization;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>Digests of parts of one document, each computed once: thirteen teachers sign the same header.</summary>
/// <param name="tree">The document.</param>
/// <param name="signatures">The outermost ds:Signature elements.</param>
/// <param name="budget">What they may cost.</param>
internal sealed class DocumentDigests(XmlTree tree, XmlElementRef[] signatures, WorkBudget budget) : IDisposable
{
    private readonly Dictionary<DigestKey, byte[]> _digests = [];
    private readonly BudgetedDigests _forms = new(budget);

    /// <summary>The digest of a part of the document.</summary>
    /// <exception cref="VerificationFaultException">The budget is used up.</exception>
    public byte[] Of(DigestKey key)
    {
        if (_digests.TryGetValue(key, out var known))
        {
            return known;
        }
        var digest = Compute(key);
        _digests[key] = digest;
        return digest;
    }

    public void Dispose() => _forms.Dispose();

    private byte[] Compute(DigestKey key)
    {
        var excluded = key.Excluded switch
        {
            DigestKey.Nothing => default,
            DigestKey.AllSignatures => signatures.AsSpan(),
            var one => new XmlElementRef[] { new(tree, one) },
        };
        return _forms.Digest(tree, key.Apex, key.Algorithm, key.Digest, excluded);
    }
}
