// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What a canonicalization costs beside the octets it writes, so that no document makes it slow.</summary>
internal static class CanonicalizationCost
{
    // an apex collects the namespaces in scope, at most 256, each compared with those before it
    private const int EachApex = 4096;

    public static long Of(XmlTree tree, DigestKey key, int excluded)
    {
        var octets = key.Apex < 0 ? tree.Bytes.Length : Length(tree, key.Apex);
        var cost = EachApex + (2L * tree.Names.Count) + (octets * (1L + (excluded / 8)));
        return key.Apex < 0 || key.Algorithm.IsExclusive ? cost : cost + Inherited(tree, key.Apex);
    }

    private static long Length(XmlTree tree, int element)
    {
        var (start, end) = (tree.Elements[element].Start, tree.Elements[element].End);
        return end - start;
    }

    /// <summary>Inclusive: attributes of the xml namespace are compared with each other, xml:base values joined one after another.</summary>
    private static long Inherited(XmlTree tree, int apex)
    {
        var (count, octets) = (0L, 0L);
        for (var at = tree.Parent(apex); at >= 0; at = tree.Parent(at))
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
