// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>A signature field (ISO 32000-2 §12.7.5.5).</summary>
internal sealed record SignatureField
{
    /// <summary>The fully qualified name: partial names joined by full stops (§12.7.4.2).</summary>
    public required string Name { get; init; }

    /// <summary>The field's object.</summary>
    public required PdfReference Id { get; init; }

    /// <summary>Its dictionary, often that of its widget as well.</summary>
    public required PdfValue Dictionary { get; init; }

    /// <summary>The signature dictionary; absent when the field is not signed.</summary>
    public required PdfValue Value { get; init; }

    /// <summary>The field lock dictionary of its own; absent when there is none.</summary>
    public required PdfValue Lock { get; init; }

    /// <summary>Its own lock and those of the fields above, as they stand: a group may bear one for those in it.</summary>
    public required IReadOnlyList<PdfValue> Locks { get; init; }

    /// <summary>True when it holds a signature, or something in its place.</summary>
    public bool IsSigned => !Value.IsAbsent;
}
