// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>What stands between the bytes of a text or attribute value and its value. None: they are the same, also in canonical form.</summary>
[Flags]
internal enum XmlTextFlags : byte
{
    None = 0,

    /// <summary>Holds a reference, a carriage return or (attributes) a tab or line feed: the value differs from the bytes.</summary>
    NeedsNormalization = 1,

    /// <summary>Holds a character that only the canonical form writes otherwise: <c>&gt;</c> in text, <c>"</c> in an attribute.</summary>
    NeedsEscaping = 2,
}
