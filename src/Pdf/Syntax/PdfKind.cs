// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>What a value is.</summary>
internal enum PdfKind
{
    /// <summary>Not there.</summary>
    Missing,
    Null,
    Boolean,
    Integer,
    Real,
    Name,
    LiteralString,
    HexString,
    Array,
    Dictionary,
    Reference,
}
