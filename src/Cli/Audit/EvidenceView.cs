// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>An issuer's answer, for people and for programs; written to a file only when it is the one that its name says.</summary>
/// <param name="evidence">What the journal holds.</param>
/// <param name="file">Where it is written; null for nowhere.</param>
internal sealed class EvidenceView(KeptEvidence evidence, string? file)
{
    private readonly IReadOnlyList<string> _defects = evidence.Defects(StatusAnswers.Read);

    /// <summary>Whether the answer is the one that was asked for, and what is noted beside it fits.</summary>
    public bool IsGood => evidence.IsIntact && _defects.Count == 0;

    /// <summary>One line. Fields may be added, none renamed.</summary>
    public string Json() =>
        new JsonObject
        {
            ["digest"] = Convert.ToHexStringLower(evidence.Name.Span),
            ["intact"] = evidence.IsIntact,
            ["contentDigest"] = Convert.ToHexStringLower(evidence.Digest.Span),
            ["kind"] = evidence.Kind,
            ["source"] = evidence.Source,
            ["thisUpdate"] = evidence.ThisUpdate,
            ["nextUpdate"] = evidence.NextUpdate,
            ["receivedAt"] = evidence.ReceivedAt,
            ["size"] = evidence.Content.Length,
            ["file"] = evidence.IsIntact ? file : null,
            ["defects"] = new JsonArray([.. _defects.Select(static d => (JsonNode)d)]),
        }.ToJsonString(AuditJson.Format);

    /// <summary>A table of what is noted beside it.</summary>
    public Table Table()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Evidence");
        table.AddColumn(new TableColumn(new Text(VisibleText.Of(evidence.Kind))));
        Row("Source", evidence.Source);
        Row("This update", evidence.ThisUpdate);
        Row("Next update", evidence.NextUpdate ?? "");
        Row("Received", evidence.ReceivedAt);
        Row("Octets", Size);
        Row("SHA-256", Convert.ToHexStringLower(evidence.Digest.Span));
        return table;

        void Row(string what, string value) => table.AddRow(new Text(what), new Text(VisibleText.Of(value)));
    }

    /// <summary>What is wrong with it, and what was made of it, a line each.</summary>
    public IEnumerable<string> Told()
    {
        if (!evidence.IsIntact)
        {
            yield return "NOT INTACT: its SHA-256 is not the digest that was asked for. Nothing was written.";
        }
        foreach (var defect in _defects)
        {
            yield return $"NOTE ALTERED: {VisibleText.Of(defect)}.";
        }
        if (evidence.IsIntact && file is not null)
        {
            yield return $"{Size} octets in {file}";
        }
    }

    private string Size => evidence.Content.Length.ToString(CultureInfo.InvariantCulture);
}
