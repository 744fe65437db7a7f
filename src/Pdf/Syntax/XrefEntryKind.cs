// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>What a cross-reference entry says of an object.</summary>
internal enum XrefEntryKind
{
    /// <summary>Free, which reads as null.</summary>
    Free,

    /// <summary>At an offset in the file.</summary>
    InUse,

    /// <summary>In an object stream.</summary>
    Compressed,
}
