// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>An attribute as an element is written with it.</summary>
/// <param name="Tree">The tree it stands in: an apex inherits from ancestors, which may be in a hosting tree.</param>
/// <param name="Attribute">Its place in that tree's table.</param>
/// <param name="Value">The value in place of the written one (a joined xml:base); null for the written one.</param>
internal readonly record struct CanonicalAttribute(XmlTree Tree, int Attribute, byte[]? Value)
{
    public AttributeRecord Record => Tree.Attributes[Attribute];
}
