// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.V1;
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>The tables of <c>hbs admin</c>. What a certificate or a token says is shown only after it is made harmless.</summary>
internal sealed class AdminTables(IAnsiConsole console, ReportClock clock)
{
    private const string None = "–";

    /// <summary>One row an identity.</summary>
    public void Write(IReadOnlyList<Identity> identities) =>
        Write(
            ["identity", "school", "roles", "active", "valid until", "other versions"],
            identities,
            identity =>
            {
                var active = identity.Versions.FirstOrDefault(v => v.Number == identity.ActiveVersion);
                return
                [
                    identity.Definition.Identity,
                    identity.Definition.School,
                    string.Join(' ', identity.Definition.Roles.Select(RoleSyntax.Show)),
                    active is null ? None : $"{active.Number}",
                    Show(active?.Certificate?.NotAfter),
                    string.Join(
                        ", ",
                        identity
                            .Versions.Where(v => v.Number != identity.ActiveVersion)
                            .Select(v => $"{v.Number} {AdminNames.Of(v.State)}")
                    ),
                ];
            }
        );

    /// <summary>An identity, and one row a version.</summary>
    public void Write(Identity identity)
    {
        var definition = identity.Definition;
        var origin = identity.Configured ? ", defined by the configuration" : "";
        WriteLine(
            $"{definition.Identity}: {AdminNames.Of(definition.Kind)} of school {definition.School}, signs as "
                + string.Join(' ', definition.Roles.Select(RoleSyntax.Show))
                + origin
        );
        Write(
            ["version", "state", "in force", "valid", "certificate", "serial", "key"],
            identity.Versions,
            version =>
                [
                    $"{version.Number}",
                    StateOf(version),
                    Show(version.ActivateAt),
                    version.Certificate is { } c ? $"{Show(c.NotBefore)} to {Show(c.NotAfter)}" : None,
                    version.Certificate is { } d ? $"{d.Subject}, by {d.Issuer}" : None,
                    version.Certificate?.Serial ?? None,
                    version.KeyUri,
                ]
        );
    }

    /// <summary>One row a key.</summary>
    public void Write(IReadOnlyList<TokenObject> objects) =>
        Write(
            ["token", "label", "kind", "certificates", "key"],
            objects,
            found =>
                [
                    found.Token,
                    found.Label,
                    AdminNames.Of(found.Kind) ?? None,
                    string.Join(
                        '\n',
                        found.Certificates.Select(c => $"{c.Subject}, serial {c.Serial}, until {Show(c.NotAfter)}")
                    ),
                    found.KeyUri,
                ]
        );

    /// <summary>One row a change.</summary>
    public void Write(IReadOnlyList<PendingChange> changes) =>
        Write(
            ["change", "identity", "what", "asked for by", "at", "given up at"],
            changes,
            change =>
                [
                    change.ChangeId,
                    change.Identity,
                    change.Description,
                    change.Administrator,
                    Show(change.RequestedAt),
                    Show(change.ExpiresAt),
                ]
        );

    /// <summary>How many identities can sign until a date, and one row for each that can't.</summary>
    public void Write(DateTimeOffset until, GetValidityReportResponse report)
    {
        var good = report.Identities - report.Failing.Count;
        WriteLine($"{good} of {report.Identities} identities can sign until {clock.Show(until)}.");
        if (report.Failing.Count > 0)
        {
            Write(
                ["identity", "school", "version", "signs until", "why"],
                report.Failing,
                entry =>
                    [
                        entry.Identity,
                        entry.School,
                        entry.Version == 0 ? None : $"{entry.Version}",
                        Show(entry.SignsUntil),
                        entry.Reason,
                    ]
            );
        }
    }

    /// <summary>A time, or a dash.</summary>
    public string Show(Timestamp? time) => time is null ? None : clock.Show(time.ToDateTimeOffset());

    private static string StateOf(IdentityVersion version)
    {
        var resume =
            version.ResumeState == VersionState.Unspecified ? "" : $", was {AdminNames.Of(version.ResumeState)}";
        var reason = version.Reason.Length == 0 ? "" : $": {version.Reason}";
        return AdminNames.Of(version.State) + resume + reason;
    }

    private void Write<T>(string[] headers, IEnumerable<T> rows, Func<T, string[]> cells)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in headers)
        {
            table.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))));
        }
        foreach (var row in rows)
        {
            table.AddRow(cells(row).Select(static cell => new Text(Harmless(cell))));
        }
        console.Write(table);
    }

    private void WriteLine(string line)
    {
        console.Write(new Text(Harmless(line)));
        console.WriteLine();
    }

    // The line ends between certificates are ours.
    private static string Harmless(string cell) => string.Join('\n', cell.Split('\n').Select(VisibleText.Of));
}
