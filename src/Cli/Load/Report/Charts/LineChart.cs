// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Net;
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>A chart of lines, as SVG that stands in a page; colours are the page's.</summary>
internal sealed class LineChart(ChartAxis x, ChartAxis y, string xTitle, string yTitle)
{
    private const int Width = 560;
    private const int Height = 280;
    private const int Left = 56;
    private const int Right = 14;
    private const int Top = 26;
    private const int Bottom = 40;

    // Beyond that points lie closer than a screen can show, and no name of a point can be reached.
    private const int MaxDots = 80;

    /// <summary>Texts at the marks of the X axis; null for the marks' values.</summary>
    public Func<double, string> XLabel { get; init; } = ChartAxis.Label;

    /// <summary>What lies left of it is not measured; null for nothing.</summary>
    public double? WarmUp { get; init; }

    /// <summary>Draws it.</summary>
    public string Draw(IReadOnlyList<ChartSeries> series, bool hasLegend = true)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(yTitle)}\">"
        );
        DrawWarmUp(svg);
        DrawGrid(svg);
        foreach (var line in series.Where(static s => s.Points.Count > 0))
        {
            DrawLine(svg, line);
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{Left}\" y=\"14\">{Text(yTitle)}</text>");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"axis\" x=\"{Width - Right}\" y=\"{Height - 6}\" text-anchor=\"end\">{Text(xTitle)}</text>"
        );
        return svg.Append("</svg>").Append(hasLegend ? Legend(series) : "").ToString();
    }

    private void DrawWarmUp(StringBuilder svg)
    {
        if (WarmUp is not { } end || end <= 0)
        {
            return;
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"warm\" x=\"{Left}\" y=\"{Top}\" width=\"{X(end) - Left:F1}\" height=\"{Height - Top - Bottom}\"/>"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"mark\" x=\"{Left + 5}\" y=\"{Top + 13}\">warm-up</text>"
        );
    }

    private void DrawGrid(StringBuilder svg)
    {
        foreach (var mark in y.Marks)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(mark):F1}\" y2=\"{Y(mark):F1}\"/>"
            );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"mark\" x=\"{Left - 7}\" y=\"{Y(mark) + 4:F1}\" text-anchor=\"end\">{ChartAxis.Label(mark)}</text>"
            );
        }
        foreach (var mark in x.Marks)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"tick\" x1=\"{X(mark):F1}\" x2=\"{X(mark):F1}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 4}\"/>"
            );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"mark\" x=\"{X(mark):F1}\" y=\"{Height - Bottom + 17}\" text-anchor=\"middle\">{Text(XLabel(mark))}</text>"
            );
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"base\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\"/>"
        );
    }

    private void DrawLine(StringBuilder svg, ChartSeries line)
    {
        var path = string.Join(
            ' ',
            line.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):F1},{Y(p.Y):F1}"))
        );
        if (line.HasArea)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<polygon class=\"area c{line.Color}\" points=\"{X(line.Points[0].X):F1},{Height - Bottom} {path} {X(line.Points[^1].X):F1},{Height - Bottom}\"/>"
            );
        }
        var dashed = line.IsDashed ? " dashed" : "";
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line c{line.Color}{dashed}\" points=\"{path}\"/>");
        if (line.IsDashed || !line.HasDots || line.Points.Count > MaxDots)
        {
            return;
        }
        foreach (var point in line.Points)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle class=\"dot c{line.Color}\" cx=\"{X(point.X):F1}\" cy=\"{Y(point.Y):F1}\" r=\"2.2\"><title>{Text(line.Name)}: {ChartAxis.Label(point.Y)}</title></circle>"
            );
        }
    }

    private static string Legend(IReadOnlyList<ChartSeries> series)
    {
        var legend = new StringBuilder("<div class=\"legend\">");
        foreach (var line in series)
        {
            var dashed = line.IsDashed ? " dashed" : "";
            legend.Append(
                CultureInfo.InvariantCulture,
                $"<span><i class=\"key c{line.Color}{dashed}\"></i>{Text(line.Name)}</span>"
            );
        }
        return legend.Append("</div>").ToString();
    }

    private double X(double value) => Left + (x.At(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (y.At(value) * (Height - Top - Bottom));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
