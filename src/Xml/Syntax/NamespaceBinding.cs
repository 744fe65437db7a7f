// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>A prefix and what it is bound to, as numbers of the <see cref="NameTable"/>.</summary>
internal readonly record struct NamespaceBinding(int Prefix, int Namespace);
