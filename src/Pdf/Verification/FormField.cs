// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>A field of the form, as one revision has it.</summary>
internal sealed class FormField
{
    /// <summary>The fully qualified name (ISO 32000-2 §12.7.4.2).</summary>
    public required string Name { get; init; }

    public required PdfReference Id { get; init; }

    /// <summary>The number of the field that stands in the list of the form: its own, or that of one above.</summary>
    public required int Top { get; init; }

    /// <summary>1 for a field of the list itself, one more for each field above.</summary>
    public required int Depth { get; init; }

    public required PdfValue Dictionary { get; init; }

    /// <summary>Its /FT, or that of the field above it, is /Sig.</summary>
    public required bool IsSignature { get; init; }

    /// <summary>Its /FT, or that of the field above it, is there and not /Sig: readers may draw it by its value.</summary>
    public required bool IsDrawn { get; init; }

    /// <summary>/DA of its own, else of the field above, else of the form; as it stands. Missing when there is none.</summary>
    public required PdfValue DefaultAppearance { get; init; }

    /// <summary>/V of its own, else of the field above; as it stands, so a reference stays one. Missing when there is none.</summary>
    public required PdfValue RawValue { get; init; }

    /// <summary>/Lock of its own, as it stands. Missing when there is none.</summary>
    public required PdfValue Lock { get; init; }

    /// <summary>The locks (/Lock) of its own and of the fields above: a group may bear one for those in it.</summary>
    public required IReadOnlyList<PdfValue> Locks { get; init; }

    /// <summary>A value stands there, even if it is null: a signature that must be accounted for.</summary>
    public bool HasValue => RawValue.Kind != PdfKind.Missing;

    public bool IsSigned => IsSignature && HasValue;
}
