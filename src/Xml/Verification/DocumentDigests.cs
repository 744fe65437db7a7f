// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
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
    private readonly List<(HashAlgorithmName Digest, BudgetedDigestSink Sink)> _sinks = [];

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

    public void Dispose()
    {
        foreach (var (_, sink) in _sinks)
        {
            sink.Dispose();
        }
    }

    private byte[] Compute(DigestKey key)
    {
        var excluded = key.Excluded switch
        {
            DigestKey.Nothing => default,
            DigestKey.AllSignatures => signatures.AsSpan(),
            var one => new XmlElementRef[] { new(tree, one) },
        };
        budget.Charge(CanonicalizationCost.Of(tree, key, excluded.Length));
        return Canonicalizer.Digest(tree, key.Apex, key.Algorithm, SinkOf(key.Digest), excluded);
    }

    // a document uses one digest algorithm, or very few
    private BudgetedDigestSink SinkOf(HashAlgorithmName digest)
    {
        foreach (var (algorithm, known) in _sinks)
        {
            if (algorithm == digest)
            {
                return known;
            }
        }
        var sink = new BudgetedDigestSink(digest, budget);
        _sinks.Add((digest, sink));
        return sink;
    }
}
