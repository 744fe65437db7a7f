// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>One line of a cell, or a place that something else is drawn on.</summary>
/// <param name="Text">The text; null for a gap or an area.</param>
/// <param name="Style">Face and size.</param>
/// <param name="Align">Where it stands in the cell.</param>
/// <param name="Height">Points.</param>
/// <param name="Area">What is drawn instead of text; null for text and gaps.</param>
internal readonly record struct CellLine(
    string? Text,
    TextStyle Style,
    Align Align,
    double Height,
    ICellArea? Area = null
);
