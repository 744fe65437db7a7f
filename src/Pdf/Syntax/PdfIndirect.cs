// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>An indirect object as it stands in the file (ISO 32000-2 §7.3.10).</summary>
internal readonly record struct PdfIndirect
{
    /// <summary>Its number and generation.</summary>
    public PdfReference Id { get; init; }

    /// <summary>The value; of a stream, its dictionary. Missing for an object that is free or not there.</summary>
    public PdfValue Value { get; init; }

    /// <summary>The encoded data of a stream.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>True for a stream.</summary>
    public bool IsStream { get; init; }

    /// <summary>Where it begins: in the file, or for an object inside an object stream, where that begins.</summary>
    public long Offset { get; init; }

    /// <summary>The offset behind <c>endobj</c>; of an object in an object stream, 0.</summary>
    public long EndOffset { get; init; }
}
