// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>The verdicts for a person: one row a file, and for a single file one row a signature.</summary>
internal static class VerifyTable
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss'Z'";

    /// <summary>Writes the table and one line of totals.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<VerifiedFile> files, TimeSpan elapsed)
    {
        console.Write(FilesTable(files));
        if (files is [{ Report.Signatures.Count: > 0 } only])
        {
            console.Write(SignaturesTable(only.Report));
        }
        console.WriteLine(Totals(files, elapsed));
    }

    private static Table FilesTable(IReadOnlyList<VerifiedFile> files)
    {
        var table = NewTable("File", "Format", "Signatures", "Integrity", "Verdict", "Reason");
        foreach (var (file, report) in files)
        {
            table.AddRow(
                new Text(file),
                new Text(report.Format?.ToString().ToUpperInvariant() ?? "–"),
                new Text(report.Signatures.Count.ToString(CultureInfo.InvariantCulture)),
                Coloured(EtsiNames.Of(report.Integrity), ColourOf(report.Integrity)),
                Coloured(Verdict(report.Indication, report.SubIndication), ColourOf(report.Indication)),
                new Text(ReasonOf(report))
            );
        }
        return table;
    }

    private static Table SignaturesTable(VerificationReport report)
    {
        var table = NewTable("Role", "Signer", "Signed at", "Timestamp", "Algorithm", "Level", "Integrity", "Verdict");
        foreach (var signature in report.Signatures)
        {
            table.AddRow(
                new Text(signature.ClaimedRole ?? signature.Role?.ToString() ?? "–"),
                new Text(CommonName(signature.Signer)),
                new Text(TimeOf(signature.SigningTime)),
                new Text(TimeOf(signature.Timestamp?.Time)),
                new Text($"{signature.Scheme} {signature.Digest}"),
                new Text(signature.Level),
                Coloured(EtsiNames.Of(signature.Integrity), ColourOf(signature.Integrity)),
                Coloured(Verdict(signature.Indication, signature.SubIndication), ColourOf(signature.Indication))
            );
        }
        return table;
    }

    private static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }
        return table;
    }

    private static string Totals(IReadOnlyList<VerifiedFile> files, TimeSpan elapsed)
    {
        var passed = files.Count(static f => f.Report.Indication == Indication.TotalPassed);
        var signatures = files.Sum(static f => f.Report.Signatures.Count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{passed} of {files.Count} passed, {signatures} signatures, {elapsed.TotalSeconds:0.00} s"
        );
    }

    private static string ReasonOf(VerificationReport report) =>
        report.MissingRoles.Count == 0
            ? report.Reason ?? ""
            : $"{report.Reason} missing: {string.Join(", ", report.MissingRoles)}".TrimStart();

    private static string Verdict(Indication indication, SubIndication sub) =>
        EtsiNames.Of(sub) is { } name ? $"{EtsiNames.Of(indication)}/{name}" : EtsiNames.Of(indication);

    private static string TimeOf(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) ?? "–";

    // The last CN of an RFC 4514 name; commas inside a value are escaped there, so a plain split on ", " is not enough
    // for odd names: those are shown whole.
    private static string CommonName(string? name)
    {
        if (name is null)
        {
            return "–";
        }
        var start = name.IndexOf("CN=", StringComparison.Ordinal);
        if (start < 0 || name.Contains('\\') || name.Contains('"'))
        {
            return name;
        }
        var end = name.IndexOf(',', start);
        return end < 0 ? name[(start + 3)..] : name[(start + 3)..end];
    }

    private static Text Coloured(string text, Color colour) => new(text, new Style(colour));

    private static Color ColourOf(Integrity integrity) =>
        integrity switch
        {
            Integrity.Intact => Color.Green,
            Integrity.Unsupported => Color.Yellow,
            _ => Color.Red,
        };

    private static Color ColourOf(Indication indication) =>
        indication switch
        {
            Indication.TotalPassed => Color.Green,
            Indication.Indeterminate => Color.Yellow,
            _ => Color.Red,
        };
}
