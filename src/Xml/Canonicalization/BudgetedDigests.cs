// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>Digests of canonical forms, all charged to one budget: what they read before, what they write meanwhile.</summary>
/// <param name="budget">What they may cost together.</param>
internal sealed class BudgetedDigests(WorkBudget budget) : IDisposable
{
    private readonly List<(HashAlgorithmName Digest, BudgetedDigestSink Sink)> _sinks = new(1);

    /// <inheritdoc cref="Canonicalizer.Digest(XmlTree, int, CanonicalizationAlgorithm, HashAlgorithmName, ReadOnlySpan{XmlElementRef})"/>
    /// <exception cref="Exception">The budget is used up: the exception that it was given.</exception>
    public byte[] Digest(
        XmlTree tree,
        int apex,
        CanonicalizationAlgorithm algorithm,
        HashAlgorithmName hash,
        params ReadOnlySpan<XmlElementRef> excluded
    )
    {
        budget.Charge(CanonicalizationCost.Of(tree, apex, algorithm, excluded.Length));
        return Canonicalizer.Digest(tree, apex, algorithm, SinkOf(hash), excluded);
    }

    /// <summary>Gives the buffers back until the next digest: a document that waits for its signatures holds none.</summary>
    public void Release()
    {
        foreach (var (_, sink) in _sinks)
        {
            sink.Dispose();
        }
        _sinks.Clear();
    }

    /// <inheritdoc />
    public void Dispose() => Release();

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
