// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>What a canonicalization costs beside the octets it writes, so that no document makes it slow.</summary>
internal static class CanonicalizationCost
{
    // an apex collects the namespaces in scope, at most 256, each compared with those before it
    private const int EachApex = 4096;

    // each octet of two xml:base values that are joined: split into segments and put together again
    private const int EachJoined = 32;

    /// <summary>In octets that could be digested in that time.</summary>
    /// <param name="tree">The document, or a fragment.</param>
    /// <param name="apex">An element of the tree, or <see cref="Canonicalizer.WholeDocument"/>.</param>
    /// <param name="algorithm">The method.</param>
    /// <param name="excluded">How many elements are left out.</param>
    public static long Of(XmlTree tree, int apex, CanonicalizationAlgorithm algorithm, int excluded)
    {
        var octets = apex < 0 ? tree.Bytes.Length : Length(tree, apex);
        var cost = EachApex + (2L * tree.Names.Count) + (octets * (1L + (excluded / 8)));
        return apex < 0 || algorithm.IsExclusive ? cost
            : algorithm.IsInclusive11 ? cost + (EachJoined * Inherited(tree, apex))
            : cost + Inherited(tree, tree.Parent(apex));
    }

    private static long Length(XmlTree tree, int element)
    {
        var (start, end) = (tree.Elements[element].Start, tree.Elements[element].End);
        return end - start;
    }

    /// <summary>
    /// Inclusive: attributes of the xml namespace are compared with each other; 1.1: xml:base values are joined one after another,
    /// so that of the apex as often as there are others.
    /// </summary>
    private static long Inherited(XmlTree tree, int first)
    {
        var (count, octets) = (0L, 0L);
        for (var at = first; at >= 0; at = tree.Parent(at))
        {
            ref var record = ref tree.Elements[at];
            for (var i = 0; i < record.AttributeCount; i++)
            {
                ref var attribute = ref tree.Attributes[record.FirstAttribute + i];
                if (attribute.Namespace == NameTable.XmlNamespace)
                {
                    count++;
                    octets += attribute.ValueLength;
                }
            }
        }
        return count * (count + octets);
    }
}
