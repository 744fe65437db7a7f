// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>One line of a chart.</summary>
/// <param name="Name">As it stands in the legend.</param>
/// <param name="Points">From left to right.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>Which colour of the page, 1 to 6.</summary>
    public int Color { get; init; } = 1;

    /// <summary>True when the space below the line is tinted.</summary>
    public bool HasArea { get; init; }

    /// <summary>True when each point has a dot, where there are not too many.</summary>
    public bool HasDots { get; init; } = true;

    /// <summary>True for a line that is only to be compared with.</summary>
    public bool IsDashed { get; init; }
}
