// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The measures of a face as a PDF font descriptor wants them: lengths in 1/1000 em (ISO 32000-2 §9.8).</summary>
public sealed record FontMetrics
{
    /// <summary>Units of the font's own grid per em, 16 to 16384.</summary>
    public required int UnitsPerEm { get; init; }

    /// <summary>Highest point of ordinary glyphs above the base line.</summary>
    public required int Ascent { get; init; }

    /// <summary>Lowest point of ordinary glyphs, below zero.</summary>
    public required int Descent { get; init; }

    /// <summary>Height of flat capital letters.</summary>
    public required int CapHeight { get; init; }

    /// <summary>Left, bottom, right and top of the box around all glyphs.</summary>
    public required (int Left, int Bottom, int Right, int Top) BoundingBox { get; init; }

    /// <summary>Degrees counter-clockwise from the vertical: below zero for a face that leans right.</summary>
    public required double ItalicAngle { get; init; }

    /// <summary>Weight from 1 to 1000; 400 is regular, 700 is bold.</summary>
    public required int Weight { get; init; }

    /// <summary>True when all glyphs have one width.</summary>
    public required bool IsFixedPitch { get; init; }

    /// <summary>True for a face with serifs, by its IBM font class.</summary>
    public required bool HasSerifs { get; init; }

    /// <summary>What the maker allows.</summary>
    public required EmbeddingRights Embedding { get; init; }

    /// <summary>True when the maker forbids embedding a part of the font only.</summary>
    public required bool ForbidsSubsetting { get; init; }

    /// <summary>True for a slanted face.</summary>
    public bool IsItalic => ItalicAngle != 0;
}
