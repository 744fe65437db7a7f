// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text.Json.Nodes;
using HocBaSo.Signing.Core;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>An issuer's answer, for people and for programs; written to a file only when it is the one that its name says.</summary>
/// <param name="evidence">What the journal holds under the name.</param>
/// <param name="name">The digest that was asked for.</param>
/// <param name="file">Where it is written; null for nowhere.</param>
internal sealed class EvidenceView(StatusEvidence evidence, ReadOnlyMemory<byte> name, string? file)
{
    /// <summary>Whether the digest of the content is its name.</summary>
    public bool IsIntact => evidence.Digest.Span.SequenceEqual(name.Span);

    private string Kind =>
        evidence.Kind switch
        {
            StatusEvidenceKind.Ocsp => "ocsp",
            StatusEvidenceKind.Crl => "crl",
            _ => throw new InvalidOperationException($"No name for {evidence.Kind}."),
        };

    /// <summary>One line. Fields may be added, none renamed.</summary>
    public string Json() =>
        new JsonObject
        {
            ["digest"] = Convert.ToHexStringLower(name.Span),
            ["intact"] = IsIntact,
            ["contentDigest"] = Convert.ToHexStringLower(evidence.Digest.Span),
            ["kind"] = Kind,
            ["source"] = evidence.Source,
            ["thisUpdate"] = Time(evidence.ThisUpdate),
            ["nextUpdate"] = evidence.NextUpdate is { } next ? Time(next) : null,
            ["receivedAt"] = Time(evidence.ReceivedAt),
            ["size"] = evidence.Content.Length,
            ["file"] = IsIntact ? file : null,
        }.ToJsonString(AuditJson.Format);

    /// <summary>A table of what is noted beside it.</summary>
    public Table Table()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Evidence", Kind);
        Row("Source", evidence.Source);
        Row("This update", Time(evidence.ThisUpdate));
        Row("Next update", evidence.NextUpdate is { } next ? Time(next) : "");
        Row("Received", Time(evidence.ReceivedAt));
        Row("Octets", Size);
        Row("SHA-256", Convert.ToHexStringLower(evidence.Digest.Span));
        return table;

        void Row(string what, string value) => table.AddRow(new Text(what), new Text(VisibleText.Of(value)));
    }

    /// <summary>What was made of it; null when there is nothing to say.</summary>
    public string? Told() =>
        !IsIntact ? "NOT INTACT: its SHA-256 is not the digest that was asked for. Nothing was written."
        : file is not null ? $"{Size} octets in {file}"
        : null;

    private string Size => evidence.Content.Length.ToString(CultureInfo.InvariantCulture);

    // As export writes times.
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
