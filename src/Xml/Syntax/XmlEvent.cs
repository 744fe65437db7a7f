// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>
/// One step through the document, in its order. Every node is one event, an element two: so a walk is a loop, whatever the depth.
/// White space outside the root is no event.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Flags">Of text only.</param>
/// <param name="Element">The element that starts or ends; else the one that the node is in, -1 outside the root.</param>
/// <param name="Start">Where the content begins: inside the delimiters of a comment, CDATA section or instruction.</param>
/// <param name="Length">Bytes of the content.</param>
internal readonly record struct XmlEvent(XmlEventKind Kind, XmlTextFlags Flags, int Element, int Start, int Length);
