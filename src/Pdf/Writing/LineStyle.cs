// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>How a line is drawn.</summary>
/// <param name="Width">Points, above 0 to 100.</param>
/// <param name="Color">Default: black.</param>
public readonly record struct LineStyle(double Width, PdfColor Color = default)
{
    /// <summary>Half a point, black.</summary>
    public static LineStyle Thin => new(0.5);

    /// <summary>The dotted line of paper forms: round dots, 2.4 points apart.</summary>
    public static LineStyle Dotted => new(0.7) { Gap = 2.4, IsRound = true };

    /// <summary>Length of a dash in points; 0 with <see cref="IsRound"/> gives dots. Used only with a gap.</summary>
    public double Dash { get; init; }

    /// <summary>Distance from a dash's end to the next in points; 0 gives a solid line.</summary>
    public double Gap { get; init; }

    /// <summary>True for round ends.</summary>
    public bool IsRound { get; init; }
}
