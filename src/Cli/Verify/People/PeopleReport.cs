// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The report for people: for many files first one row a file, then the details of those that did not pass; a single file is
/// always told in full.
/// </summary>
internal sealed class PeopleReport(IAnsiConsole console, ReportWording wording, bool allDetails)
{
    private readonly ReportTexts _texts = wording.Texts;
    private readonly CertificateWording _certificates = new(wording);
    private readonly CoverageWording _coverage = new(wording.Texts);
    private readonly RevisionWording _revisions = new(wording);
    private readonly PairWording _pairs = new(wording);

    /// <summary>What the progress bar says.</summary>
    public string Verifying => _texts.Verifying;

    /// <summary>Writes the report and one line of totals.</summary>
    public void Write(IReadOnlyList<VerifiedFile> files, TimeSpan elapsed)
    {
        if (files.Count > 1)
        {
            console.Write(Overview(files));
        }
        foreach (var file in files)
        {
            if (files.Count == 1 || allDetails || NeedsDetails(file.Report))
            {
                Write(file);
            }
        }
        foreach (var line in files.SelectMany(_pairs.Of).Concat(files.SelectMany(_revisions.Of)))
        {
            console.Write(new Text(line));
            console.WriteLine();
        }
        console.Write(new Text(Totals(files, elapsed)));
        console.WriteLine();
    }

    private static bool NeedsDetails(VerificationReport report) =>
        report.Indication != Indication.TotalPassed
        || ReportWording.LacksRoles(report)
        || ReportWording.IsGeneral(report);

    private Table Overview(IReadOnlyList<VerifiedFile> files)
    {
        var table = NewTable(_texts.File, _texts.SignatureCount, _texts.Integrity, _texts.Verdict);
        foreach (var (file, report) in files)
        {
            table.AddRow(
                new Text(VisibleText.Of(file)),
                new Text(Number(report.Signatures.Count)),
                new Text(_texts.IntegritiesInShort[report.Integrity], new Style(VerdictColours.Of(report.Integrity))),
                new Text(wording.Sentence(report), new Style(VerdictColours.Of(report)))
            );
        }
        return table;
    }

    private Table Overview(VerificationReport report)
    {
        var table = NewTable("#", _texts.Role, _texts.Signer, _texts.Verdict);
        foreach (var (index, signature) in report.Signatures.Index())
        {
            table.AddRow(
                new Text(Number(index + 1)),
                new Text(wording.RoleOf(signature)),
                new Text(_certificates.Signer(signature)),
                new Text(_texts.Indications[signature.Indication], new Style(VerdictColours.Of(signature.Indication)))
            );
        }
        return table;
    }

    private static Table NewTable(params ReadOnlySpan<string> headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }
        return table;
    }

    private void Write(VerifiedFile verified)
    {
        var (file, report) = verified;
        var title = $"{_texts.File}: {VisibleText.Of(file)}";
        var table = new ReportTable(console.Profile.Width, title, VerdictColours.Of(report))
            .Row(_texts.Verdict, wording.Sentence(report), VerdictColours.Of(report))
            .Row("EN 319 102-1", ReportWording.EtsiName(report.Indication, report.SubIndication))
            .Row(_texts.Integrity, _texts.Integrities[report.Integrity], VerdictColours.Of(report.Integrity))
            .Row(_texts.Format, report.Format?.ToString().ToUpperInvariant() ?? _texts.UnknownAtSigning)
            .Row(_texts.SignatureCount, Number(report.Signatures.Count))
            .Row(
                _texts.MissingRoles,
                wording.MissingRoles(report),
                report.MissingRoles.Count == 0 ? Color.Default : VerdictColours.Attention
            );
        if (report.Reason is { } reason)
        {
            table.Row(_texts.Detail, wording.Told(reason));
        }
        table.WriteTo(console);
        if (report.Signatures.Count > 1)
        {
            console.Write(Overview(report));
        }
        for (var index = 0; index < report.Signatures.Count; index++)
        {
            Write(report.Signatures[index], index + 1, report.Signatures.Count);
        }
    }

    private void Write(SignatureReport signature, int number, int count)
    {
        var colour = VerdictColours.Of(signature.Indication);
        var role = wording.RoleOf(signature);
        var title = ReportWording.Fill(_texts.SignatureTitle, number, count, role);
        var table = new ReportTable(console.Profile.Width, title, colour)
            .Row(_texts.Verdict, wording.Sentence(signature), colour)
            .Row("EN 319 102-1", ReportWording.EtsiName(signature.Indication, signature.SubIndication));
        if (signature.Indication != Indication.TotalPassed)
        {
            table.Row(_texts.Detail, signature.Reason is { } reason ? wording.Told(reason) : _texts.NotStated);
            table.Row(_texts.Note, _texts.UnprovenClaims, VerdictColours.Attention);
        }
        AddClaims(table, signature, role);
        AddCertificate(table, signature);
        AddTechnique(table, signature);
        table.WriteTo(console);
    }

    private void AddClaims(ReportTable table, SignatureReport signature, string role)
    {
        var claimed = signature.SigningTime is null
            ? _texts.NotStated
            : ReportWording.Fill(_texts.ClaimedBySigner, wording.TimeOf(signature.SigningTime));
        table
            .Row(_texts.Signer, _certificates.Signer(signature))
            .Row(_texts.ManagingUnit, _certificates.ManagingUnit(signature))
            .Row(_texts.Role, role)
            .Row(_texts.Covers, _coverage.Of(signature))
            .Row(_texts.Integrity, _texts.Integrities[signature.Integrity], VerdictColours.Of(signature.Integrity));
        if (!signature.IsDocumentTimestamp)
        {
            // Nobody claims a time for a document timestamp: it is one.
            table.Row(_texts.SigningTime, claimed);
        }
        if (signature.Timestamp is not { } timestamp)
        {
            table.Row(_texts.Timestamp, _texts.NoTimestamp);
            return;
        }
        table
            .Row(_texts.Timestamp, wording.TimeOf(timestamp.Time))
            .Row(_texts.TimestampAuthority, _certificates.WholeName(timestamp.Authority));
    }

    private void AddCertificate(ReportTable table, SignatureReport signature) =>
        table
            .Row(_texts.Issuer, _certificates.Issuer(signature))
            .Row(_texts.CertificatePeriod, _certificates.Period(signature))
            .Row(_texts.ValidAtSigning, _certificates.AtSigning(signature))
            .Row(_texts.Revocation, _certificates.Revocation(signature), VerdictColours.Attention)
            .Row(_texts.SubjectName, _certificates.WholeName(signature.Signer))
            .Row(_texts.IssuerName, _certificates.WholeName(signature.Issuer))
            .Row(_texts.Serial, _certificates.WholeName(signature.Serial));

    private void AddTechnique(ReportTable table, SignatureReport signature)
    {
        table
            .Row(
                _texts.Algorithm,
                ReportWording.Fill(
                    _texts.SchemeAndDigest,
                    VisibleText.Of(signature.Scheme),
                    VisibleText.Of(signature.Digest)
                )
            )
            .Row(_texts.Level, VisibleText.Of(signature.Level))
            .Row(_texts.SignatureId, signature.Id.Length == 0 ? _texts.NotStated : VisibleText.Of(signature.Id));
        var warnings =
            signature.Warnings.Count == 0 ? _texts.None : string.Join('\n', signature.Warnings.Select(wording.Told));
        table.Row(_texts.Warnings, warnings, signature.Warnings.Count == 0 ? Color.Default : VerdictColours.Attention);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Totals(IReadOnlyList<VerifiedFile> files, TimeSpan elapsed)
    {
        var passed = files.Count(static f => f.HasPassed);
        var signatures = files.Sum(static f => f.Report.Signatures.Count);
        var seconds = elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        return ReportWording.Fill(
            _texts.Totals,
            passed,
            files.Count,
            signatures,
            seconds.Replace(".", _texts.DecimalSeparator, StringComparison.Ordinal)
        );
    }
}
