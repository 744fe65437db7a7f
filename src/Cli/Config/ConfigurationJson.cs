// SPDX-License-Identifier: Apache-2.0
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Server;

namespace HocBaSo.Signing.Cli;

/// <summary>The report of <c>hbs config check --json</c>. Fields may be added, none renamed.</summary>
internal static class ConfigurationJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line.</summary>
    public static string Line(ConfigurationReport report) =>
        new JsonObject
        {
            ["file"] = report.File,
            ["good"] = report.IsGood,
            ["errors"] = List(report.Errors),
            ["warnings"] = List(report.Warnings),
        }.ToJsonString(Format);

    private static JsonArray List(IReadOnlyList<ConfigurationError> found) =>
        new([
            .. found.Select(static entry =>
                (JsonNode)new JsonObject { ["path"] = entry.Path, ["message"] = entry.Message }
            ),
        ]);
}
