// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>The result for programs.</summary>
internal static class PeerJson
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>As JSON.</summary>
    public static string Write(PeerResult result) =>
        new JsonObject
        {
            ["rounds"] = result.Options.Rounds,
            ["seconds"] = result.Options.Length.TotalSeconds,
            ["threads"] = PeerOptions.Threads,
            ["inFlight"] = result.Options.InFlight,
            ["processors"] = Environment.ProcessorCount,
            ["tokenCeilingPerSecond"] = new JsonObject(
                result.Ceilings.Select(static c => KeyValuePair.Create(c.Key, (JsonNode?)Math.Round(c.Value, 1)))
            ),
            ["rows"] = new JsonArray([.. result.Rows.Select(row => RowOf(result, row))]),
            ["tools"] = new JsonArray([.. result.Tools.Select(ToolOf)]),
        }.ToJsonString(Format);

    private static JsonNode RowOf(PeerResult result, PeerRow row) =>
        new JsonObject
        {
            ["document"] = row.Case.KindName,
            ["key"] = row.Case.Key,
            ["who"] = row.Contestant,
            ["documentsPerSecond"] = Math.Round(row.PerSecond, 1),
            ["ratioToCeiling"] = Math.Round(row.PerSecond / result.Ceilings[row.Case.Key], 3),
            ["cpuMicrosPerDocument"] = Math.Round(row.CpuMicros, 1),
            ["timesPeer"] = row.IsOurs ? Math.Round(row.TimesOf(result.PeerOf(row)), 3) : null,
            ["errors"] = row.Errors,
            ["acceptedBy"] = new JsonArray([.. row.AcceptedBy.Select(static who => (JsonNode)who)]),
        };

    private static JsonNode ToolOf(ToolCost tool) =>
        new JsonObject
        {
            ["program"] = tool.Program,
            ["document"] = tool.Case.KindName,
            ["key"] = tool.Case.Key,
            ["millisecondsPerProcess"] = Math.Round(tool.Milliseconds, 2),
        };
}
