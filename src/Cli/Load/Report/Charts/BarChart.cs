// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Net;
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>Parts of a whole: one bar cut in pieces, and a row for each piece. Plain boxes: a page needs no more.</summary>
internal static class BarChart
{
    private const int Colors = 6;

    /// <summary>Draws parts, the largest first.</summary>
    /// <param name="parts">Names and values.</param>
    /// <param name="unit">What values are in.</param>
    /// <param name="areOneWhole">True when their sum means something: then it is drawn as one bar above the rows.</param>
    public static string Draw(IEnumerable<KeyValuePair<string, double>> parts, string unit, bool areOneWhole)
    {
        var rows = parts.Where(static p => p.Value > 0).OrderByDescending(static p => p.Value).ToList();
        var sum = rows.Sum(static row => row.Value);
        var most = rows.Count > 0 ? rows[0].Value : 1;
        var html = new StringBuilder();
        if (areOneWhole)
        {
            html.Append("<div class=\"stack\">");
            foreach (var (index, row) in rows.Index())
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<b class=\"c{ColorOf(index)}\" style=\"width:{100 * row.Value / sum:F2}%\" title=\"{Text(row.Key)}\"></b>"
                );
            }
            html.Append("</div>");
        }
        html.Append("<table class=\"bars\">");
        foreach (var (index, row) in rows.Index())
        {
            var share = areOneWhole
                ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"n\">{100 * row.Value / sum:F0} %</td>")
                : "";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th>{Text(row.Key)}</th><td class=\"bar\"><b class=\"c{ColorOf(areOneWhole ? index : 0)}\" style=\"width:{100 * row.Value / most:F2}%\"></b></td><td class=\"n\">{Number(row.Value)} {Text(unit)}</td>{share}</tr>"
            );
        }
        return html.Append("</table>").ToString();
    }

    private static int ColorOf(int index) => Math.Min(index, Colors - 1) + 1;

    private static string Number(double value) => LoadTables.N(value, value < 10 ? 1 : 0);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
