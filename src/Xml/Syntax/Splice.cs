// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>A fragment and its place in a tree.</summary>
/// <param name="Event">It is read before this event of the tree.</param>
/// <param name="Offset">Its bytes come before this byte of the tree.</param>
/// <param name="EmptyParent">The element written as an empty-element tag that it opens; -1 when its parent has an end tag.</param>
/// <param name="Fragment">What is inserted.</param>
internal readonly record struct Splice(int Event, int Offset, int EmptyParent, XmlTree Fragment);
