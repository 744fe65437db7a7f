// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>
/// Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0, of a whole document or of one element with all that is inside,
/// less excluded elements. Fragments spliced into the tree are read as if they were written there.
/// </summary>
internal static class Canonicalizer
{
    /// <summary>The apex that stands for the whole document, comments and instructions outside the root included.</summary>
    public const int WholeDocument = -1;

    /// <summary>Writes the canonical form and flushes the sink.</summary>
    /// <param name="tree">The document, or a fragment.</param>
    /// <param name="apex">An element of the tree, or <see cref="WholeDocument"/>.</param>
    /// <param name="algorithm">The method.</param>
    /// <param name="sink">Where the octets go.</param>
    /// <param name="excluded">Elements left out with all that is inside, as enveloped-signature asks.</param>
    public static void Write(
        XmlTree tree,
        int apex,
        CanonicalizationAlgorithm algorithm,
        CanonicalSink sink,
        params ReadOnlySpan<XmlElementRef> excluded
    )
    {
        Walk(tree, apex, algorithm, sink, excluded);
        sink.Flush();
    }

    /// <summary>Writes the canonical form to a buffer.</summary>
    public static void Write(
        XmlTree tree,
        int apex,
        CanonicalizationAlgorithm algorithm,
        IBufferWriter<byte> output,
        params ReadOnlySpan<XmlElementRef> excluded
    )
    {
        using var sink = new BufferSink(output);
        Write(tree, apex, algorithm, sink, excluded);
    }

    /// <summary>Digests the canonical form.</summary>
    /// <param name="tree">The document, or a fragment.</param>
    /// <param name="apex">An element of the tree, or <see cref="WholeDocument"/>.</param>
    /// <param name="algorithm">The method.</param>
    /// <param name="hash">SHA-256, SHA-384 or SHA-512.</param>
    /// <param name="excluded">Elements left out with all that is inside, as enveloped-signature asks.</param>
    public static byte[] Digest(
        XmlTree tree,
        int apex,
        CanonicalizationAlgorithm algorithm,
        HashAlgorithmName hash,
        params ReadOnlySpan<XmlElementRef> excluded
    )
    {
        using var sink = new DigestSink(hash);
        return Digest(tree, apex, algorithm, sink, excluded);
    }

    /// <summary>Digests the canonical form with a sink that serves for several.</summary>
    public static byte[] Digest(
        XmlTree tree,
        int apex,
        CanonicalizationAlgorithm algorithm,
        DigestSink sink,
        params ReadOnlySpan<XmlElementRef> excluded
    )
    {
        sink.Begin();
        Walk(tree, apex, algorithm, sink, excluded);
        return sink.Finish();
    }

    private static void Walk(
        XmlTree tree,
        int apex,
        CanonicalizationAlgorithm algorithm,
        CanonicalSink sink,
        ReadOnlySpan<XmlElementRef> excluded
    )
    {
        var walk = new CanonicalWalk(algorithm, tree.Names, sink, excluded);
        try
        {
            walk.Run(tree, apex);
        }
        finally
        {
            walk.Return();
        }
    }
}
