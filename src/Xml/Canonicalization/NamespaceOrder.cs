// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>C14N §2.2: by prefix, the default namespace first. UTF-8 bytes sort as code points do.</summary>
internal readonly struct NamespaceOrder(NameTable names) : IComparer<NamespaceBinding>
{
    public int Compare(NamespaceBinding x, NamespaceBinding y) => names[x.Prefix].SequenceCompareTo(names[y.Prefix]);
}
