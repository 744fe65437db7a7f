// SPDX-License-Identifier: Apache-2.0
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>The report of <c>hbs audit verify --json</c>. Fields may be added, none renamed.</summary>
internal static class AuditJson
{
    /// <summary>How the verbs of <c>hbs audit</c> write their objects.</summary>
    internal static readonly JsonSerializerOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    /// <summary>One line.</summary>
    public static string Line(AuditReport report, CheckpointTrust? seals) =>
        new JsonObject
        {
            ["intact"] = report.IsGood,
            ["node"] = report.Node,
            ["genesis"] = Convert.ToHexStringLower(report.Genesis.Span),
            ["anchor"] = report.Anchor,
            ["lastSequence"] = report.LastSequence,
            ["rows"] = report.Rows,
            ["checkpoints"] = report.Checkpoints,
            ["coveredSequence"] = report.CoveredSequence,
            ["rowsBehindCheckpoint"] = report.RowsBehindCheckpoint,
            ["sealsChecked"] = report.SealsChecked,
            ["sealsTimestamped"] = seals?.Timestamped,
            ["sealedBy"] = new JsonArray([.. (seals?.Signers.Keys ?? []).Select(static s => (JsonNode)s)]),
            ["cutShort"] = report.IsCutShort,
            ["archives"] = new JsonArray([.. report.Archives.Select(ArchiveOf)]),
            ["findings"] = new JsonArray([.. report.Findings.Select(FindingOf)]),
        }.ToJsonString(Format);

    /// <summary>The name of a kind of finding: <c>ROW_ALTERED</c>.</summary>
    public static string NameOf(AuditFindingKind kind) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(kind.ToString());

    private static JsonNode ArchiveOf(ArchiveRecord archive) =>
        new JsonObject
        {
            ["firstSequence"] = archive.FirstSequence,
            ["lastSequence"] = archive.LastSequence,
            ["file"] = archive.FileName,
            ["sha256"] = Convert.ToHexStringLower(archive.FileDigest.Span),
        };

    private static JsonNode FindingOf(AuditFinding finding) =>
        new JsonObject
        {
            ["kind"] = NameOf(finding.Kind),
            ["sequence"] = finding.Sequence,
            ["through"] = finding.Through,
            ["checkpoint"] = finding.Checkpoint,
            ["detail"] = finding.Detail,
        };
}
