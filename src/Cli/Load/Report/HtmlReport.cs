// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Net;
using System.Text;

namespace HocBaSo.Signing.Cli;

/// <summary>The result as one page: no script, nothing from the network, dark where the reader likes it dark.</summary>
internal static class HtmlReport
{
    /// <summary>Writes the page.</summary>
    public static string Write(LoadResult result)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>hbs load: {Text(result.Scenario)}</title>");
        page.Append(CultureInfo.InvariantCulture, $"<style>{ReportStyle.Css}</style></head><body><main>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<header><h1>{Text(result.Scenario)}</h1><p>{Text(Subtitle(result))}</p></header>"
        );
        AppendTiles(page, result);
        page.Append("<div class=\"grid2\">");
        foreach (var (title, body) in ReportCharts.Of(result))
        {
            page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Text(title)}</h2>{body}</section>");
        }
        page.Append("</div>");
        AppendFlows(page, result);
        AppendNotes(page, result);
        return page.Append("</main></body></html>\n").ToString();
    }

    /// <summary>About how many pixels high the page is where it is 1,240 wide.</summary>
    public static int HeightOf(LoadResult result)
    {
        const int Head = 240; // title and tiles
        const int Charts = 373; // a row of two
        const int Boxes = 190; // of two tables, their frames and the foot
        var rows = (ReportCharts.Of(result).Count() + 1) / 2;
        var texts = LoadTables.Statuses(result.Measured).Count + LoadTables.Lines(result).Count();
        return Head + (rows * Charts) + Boxes + (36 * result.Measured.Flows.Count) + (26 * texts);
    }

    private static string Subtitle(LoadResult result)
    {
        var place = result.Plan switch
        {
            { Server: { } server } => $"server at {server.Address.GetLeftPart(UriPartial.Authority)}",
            { HasTransport: true } => "server in the process of the load generator, gRPC with mutual TLS over loopback",
            _ => "pipeline called directly, no transport",
        };
        var token = result.Token is { } known ? $" · token: {known}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.EndedAt:yyyy-MM-dd HH:mm} UTC · {place}{token} · {Environment.ProcessorCount} processors · {result.Measured.Duration.TotalSeconds:F1} s measured"
        );
    }

    private static void AppendTiles(StringBuilder page, LoadResult result)
    {
        var measured = result.Measured;
        var latencies = measured.Latencies;
        page.Append("<div class=\"tiles\">");
        Tile(
            "documents/s",
            LoadTables.N(measured.DocumentsPerSecond, 1),
            $"{LoadTables.N(measured.Documents, 0)} documents"
        );
        Tile(
            "of the token's ceiling",
            result.RatioToCeiling is { } ratio ? LoadTables.N(100 * ratio, ratio < 0.1 ? 1 : 0) + " %" : "–",
            result.Ceiling is { } ceiling ? $"which is {LoadTables.N(ceiling, 0)}/s" : "not measured"
        );
        Tile(
            "p99 latency",
            $"{LoadTables.N(latencies.Quantile(0.99).TotalMilliseconds, 1)} ms",
            $"median {LoadTables.N(latencies.Quantile(0.5).TotalMilliseconds, 1)} ms"
        );
        Tile(
            "CPU per document",
            result.CpuMicrosPerDocument is { } cpu ? $"{LoadTables.N(cpu, 0)} µs" : "–",
            result.AllocatedBytesPerDocument is { } bytes
                ? $"{LoadTables.N(bytes / 1024, 0)} KiB allocated"
                : "not counted"
        );
        Tile("peak memory", result.PeakRssMiB is { } peak ? $"{LoadTables.N(peak, 0)} MiB" : "–", "resident");
        Tile(
            "errors",
            LoadTables.N(measured.Errors, 0),
            measured.Errors == 0 ? "none" : "see below",
            measured.Errors > 0
        );
        page.Append("</div>");

        void Tile(string name, string value, string below, bool isBad = false) =>
            page.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"tile{(isBad ? " bad" : "")}\"><span>{Text(name)}</span><strong>{Text(value)}</strong><small>{Text(below)}</small></div>"
            );
    }

    private static void AppendFlows(StringBuilder page, LoadResult result)
    {
        page.Append("<section><h2>Flows</h2><table class=\"list\"><tr><th>flow</th><th>document</th><th>call</th>");
        foreach (
            var head in new[]
            {
                "signatures",
                "documents",
                "errors",
                "/s",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
            }
        )
        {
            page.Append(CultureInfo.InvariantCulture, $"<th class=\"n\">{head}</th>");
        }
        page.Append("</tr>");
        foreach (var flow in result.Measured.Flows)
        {
            AppendFlow(page, flow, result);
        }
        page.Append("</table></section>");
    }

    private static void AppendFlow(StringBuilder page, FlowResult flow, LoadResult result)
    {
        var recorder = flow.Recorder;
        var call = result.Plan.HasTransport ? LoadText.Of(LoadText.Calls, flow.Flow.Call) : "direct";
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr><td>{Text(flow.Flow.Name)}</td><td>{LoadText.Of(LoadText.Documents, flow.Flow.Document)}</td><td>{call}</td>"
        );
        Cell(LoadTables.N(flow.SignaturesPerDocument, 0));
        Cell(LoadTables.N(recorder.Documents, 0));
        Cell(LoadTables.N(recorder.Errors, 0));
        Cell(LoadTables.N(recorder.Documents / result.Measured.Duration.TotalSeconds, 1));
        foreach (var share in new[] { 0.5, 0.9, 0.99, 0.999, 1 })
        {
            Cell(LoadTables.N(recorder.Latencies.Quantile(share).TotalMilliseconds, 2));
        }
        page.Append("</tr>");

        void Cell(string text) => page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Text(text)}</td>");
    }

    private static void AppendNotes(StringBuilder page, LoadResult result)
    {
        page.Append("<section><h2>Statuses and method</h2><table class=\"list short\">");
        foreach (var (status, count) in LoadTables.Statuses(result.Measured))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Text(status)}</td><td class=\"n\">{LoadTables.N(count, 0)}</td></tr>"
            );
        }
        page.Append("</table><ul>");
        foreach (var line in LoadTables.Lines(result))
        {
            page.Append(CultureInfo.InvariantCulture, $"<li>{Text(line)}</li>");
        }
        page.Append("</ul></section>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
