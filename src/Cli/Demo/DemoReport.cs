// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>What the demo shows at its end.</summary>
internal static class DemoReport
{
    private const int Rows = 8;

    /// <summary>Writes the tables, where the files are, and what to try next.</summary>
    public static void Write(IAnsiConsole console, DemoPlan plan, DemoResult result)
    {
        console.Write(FilesTable(plan, result));
        console.Write(SummaryTable(plan, result));
        foreach (var failure in result.Outcome.Failures)
        {
            console.WriteLine(VisibleText.Of(failure.ToString()));
        }
        var program = Environment.GetEnvironmentVariable("HOCBASO_PROGRAM") ?? "hbs";
        var folder = Shown(plan.Folder);
        console.WriteLine($"Sealed files   {folder}");
        console.WriteLine(
            result.ContactSheetFault is { } fault
                ? $"Contact sheet  none: {fault}"
                : $"Contact sheet  {Shown(plan.ContactSheet)}"
        );
        console.WriteLine($"Trust anchors  {Shown(plan.TrustAnchors)}");
        console.WriteLine($"Configuration  {Shown(plan.Development.ServerConfiguration)}");
        console.WriteLine($"Clients        {Shown(plan.Development.TlsAuthority)}, and certificates beside it");
        console.WriteLine("Next:");
        console.WriteLine($"  {program} verify --trust {Shown(plan.TrustAnchors)} {folder}/*.xml {folder}/*.pdf");
        console.WriteLine(
            $"  DOTNET_ENVIRONMENT=Development {program} serve --config {Shown(plan.Development.ServerConfiguration)}"
        );
        console.WriteLine(
            $"  {program} health --server https://localhost:5440 --ca {Shown(plan.Development.TlsAuthority)}"
                + $" --cert {Shown(plan.Development.TlsCertificateOf(DevelopmentTls.School))}"
                + $" --key {Shown(plan.Development.TlsKeyOf(DevelopmentTls.School))}"
        );
    }

    private static Table FilesTable(DemoPlan plan, DemoResult result)
    {
        var table = NewTable("File", "Size", "Signatures", "Roles", "Sealed at (timestamp)", "Integrity", "Verdict");
        var given = plan.Pdfs.Select(static p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (
            var kind in result.Verified.ToLookup(f => given.Contains(Path.GetFileName(f.File))).OrderBy(g => g.Key)
        )
        {
            AddRows(table, [.. kind]);
        }
        return table;
    }

    private static void AddRows(Table table, IReadOnlyList<VerifiedFile> files)
    {
        foreach (var (file, report) in files.Take(Rows))
        {
            var size = (new FileInfo(file).Length + 1023) / 1024;
            table.AddRow(
                new Text(VisibleText.Of(Path.GetFileName(file))),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{size} KB")),
                new Text(report.Signatures.Count.ToString(CultureInfo.InvariantCulture)),
                new Text(RolesOf(report)),
                new Text(SealTimeOf(report)),
                new Text(EtsiNames.Of(report.Integrity)),
                new Text(EtsiNames.Of(report.Indication))
            );
        }
        if (files.Count > Rows)
        {
            table.AddRow($"… {files.Count - Rows} more");
        }
    }

    private static Table SummaryTable(DemoPlan plan, DemoResult result)
    {
        var outcome = result.Outcome;
        var passed = result.Verified.Count(static f => f.HasPassed);
        var pairs = result.Verified.Count(static f => f.Pair is { Verdict: PairVerdict.Same });
        var seconds = result.SigningTime.TotalSeconds;
        var table = NewTable("Summary", SchoolLevels.NameOf(plan.Level));
        table.AddRow("documents sealed", $"{outcome.Sealed.Count} of {plan.Documents}");
        table.AddRow("signatures made", outcome.Signatures.ToString(CultureInfo.InvariantCulture));
        table.AddRow("set-up", Seconds(result.SetUpTime));
        table.AddRow(
            "signing",
            $"{Seconds(result.SigningTime)}, {Rate(outcome.Sealed.Count, seconds)} documents/s, {Rate(outcome.Signatures, seconds)} signatures/s"
        );
        table.AddRow("verification", $"{passed} of {outcome.Sealed.Count} TOTAL_PASSED, {Seconds(result.VerifyTime)}");
        table.AddRow("pairs", $"{pairs} of {plan.Students} PDFs carry the very XML beside them");
        return table;
    }

    private static Table NewTable(params string[] columns) =>
        new Table().Border(TableBorder.Rounded).AddColumns(columns);

    // "13 GVBM, GVCN, CBQL, PHAT_HANH"
    private static string RolesOf(VerificationReport report) =>
        string.Join(
            ", ",
            report
                .Signatures.OrderBy(static s => s.Role?.Role)
                .GroupBy(static s => s.Role?.RoleName ?? "?")
                .Select(static g => g.Count() == 1 ? g.Key : $"{g.Count()} {g.Key}")
        );

    private static string SealTimeOf(VerificationReport report) =>
        report
            .Signatures.LastOrDefault(static s => s.Timestamp is not null)
            ?.Timestamp?.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        ?? "–";

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    private static string Rate(int count, double seconds) =>
        (count / Math.Max(seconds, 0.001)).ToString("0", CultureInfo.InvariantCulture);

    // Shorter where it can be: a command to copy.
    private static string Shown(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(file) : relative;
    }
}
