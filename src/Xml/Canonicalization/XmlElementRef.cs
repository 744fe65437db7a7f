// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>An element of a document or of one of the fragments spliced into it.</summary>
/// <param name="Tree">The document, or the fragment.</param>
/// <param name="Element">Its number there.</param>
internal readonly record struct XmlElementRef(XmlTree Tree, int Element);
