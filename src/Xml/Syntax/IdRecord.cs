// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>The first element that carries an Id, and how many attributes of the document do.</summary>
internal readonly record struct IdRecord(int Element, int Uses);
