// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Storage;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>The report of <c>hbs audit verify</c> for people: what was looked at, what was found, what nothing speaks for.</summary>
internal sealed class AuditReportView(IAnsiConsole console)
{
    /// <summary>Writes it.</summary>
    /// <param name="report">What the audit saw.</param>
    /// <param name="seals">Null when seals were not checked.</param>
    /// <param name="kept">Checkpoints from outside.</param>
    public void Write(AuditReport report, CheckpointTrust? seals, int kept)
    {
        WriteFacts(report, seals, kept);
        if (report.Findings.Count > 0)
        {
            WriteFindings(report);
        }
        foreach (var archive in report.Archives)
        {
            WriteLine(
                $"Rows up to {Number(archive.LastSequence)} are said to be in {VisibleText.Of(archive.FileName)}, "
                    + $"SHA-256 {Convert.ToHexStringLower(archive.FileDigest.Span)}: verify that file too (--archive)."
            );
        }
        foreach (var line in Doubts(report, seals, kept))
        {
            WriteLine(line);
        }
        WriteLine(
            report.IsGood
                ? "INTACT: nothing was altered, deleted, reordered or put in."
                : $"NOT INTACT: {Number(report.Findings.Count)} findings{(report.IsCutShort ? ", and more" : "")}."
        );
    }

    private void WriteFacts(AuditReport report, CheckpointTrust? seals, int kept)
    {
        // The name stands in the file: no markup of ours.
        var node = new TableColumn(new Text(VisibleText.Of(report.Node)));
        var table = new Table().Border(TableBorder.Rounded).AddColumns(new TableColumn("Journal"), node);
        Row("Rows", $"{Number(report.Rows)}, up to {Number(report.LastSequence)}");
        if (report.Anchor > 0)
        {
            Row("Archived", $"rows up to {Number(report.Anchor)} are in an archive");
        }
        Row("Checkpoints", $"{Number(report.Checkpoints)}; {Number(kept)} from outside");
        Row("Covered", $"up to row {Number(report.CoveredSequence)}");
        foreach (var (signer, count) in seals?.Signers ?? new Dictionary<string, long>(StringComparer.Ordinal))
        {
            Row("Sealed by", VisibleText.Of($"{signer} ({Number(count)} times)"));
        }
        if (seals is not null)
        {
            Row("Timestamped", seals.Timestamped is { } count ? Number(count) : "not checked");
        }
        console.Write(table);

        void Row(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }

    private void WriteFindings(AuditReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Finding", "Row", "Checkpoint", "What");
        foreach (var finding in report.Findings)
        {
            table.AddRow(
                new Text(AuditJson.NameOf(finding.Kind), new Style(Color.Red)),
                new Text(RowsOf(finding)),
                new Text(finding.Checkpoint is { } number ? Number(number) : ""),
                new Text(VisibleText.Of(finding.Detail))
            );
        }
        console.Write(table);
    }

    private static IEnumerable<string> Doubts(AuditReport report, CheckpointTrust? seals, int kept)
    {
        if (!report.SealsChecked)
        {
            yield return "Seals were not checked: name who may seal with --trust. Whoever can write the file can chain it anew.";
        }
        if (seals is { ChecksTimestamps: false })
        {
            yield return "Timestamps of seals were not checked: name the authorities with --tsa-trust. Whoever has the key that seals can seal with any time.";
        }
        if (kept == 0)
        {
            yield return "Nothing from outside was compared (--checkpoints): a journal that was cut off at a checkpoint, or swapped for an older copy, looks the same.";
        }
        if (report.RowsBehindCheckpoint > 0)
        {
            yield return $"{Number(report.RowsBehindCheckpoint)} rows behind the last checkpoint are held by the chain only: had more been there, nothing would show it.";
        }
    }

    private static string RowsOf(AuditFinding finding) =>
        (finding.Sequence, finding.Through) switch
        {
            (null, _) => "",
            ({ } first, { } last) when last != first => $"{Number(first)}–{Number(last)}",
            ({ } first, _) => Number(first),
        };

    private void WriteLine(string line)
    {
        console.Write(new Text(line));
        console.WriteLine();
    }

    // Without separators: people copy it into a query.
    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
