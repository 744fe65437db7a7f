// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>C14N §2.2: by namespace name, none first, then by local name.</summary>
internal readonly struct AttributeOrder(NameTable names) : IComparer<CanonicalAttribute>
{
    public int Compare(CanonicalAttribute x, CanonicalAttribute y)
    {
        var (first, second) = (x.Record, y.Record);
        var order =
            first.Namespace == second.Namespace ? 0 : names[first.Namespace].SequenceCompareTo(names[second.Namespace]);
        return order != 0 ? order : names[first.LocalName].SequenceCompareTo(names[second.LocalName]);
    }
}
