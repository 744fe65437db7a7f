// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Changes by chance to copies of a journal: each is found, at its row. HBS_FUZZ_COUNT changes the number.</summary>
public sealed class BendingTests : ChainFixture
{
    private const int Rounds = 10;
    private const int Last = Rounds * RowsOfRound;

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(
        int.TryParse(
            Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int count
        )
            ? count
            : 150
    );

    private static readonly Gen<int> s_rows = Gen.Choose(1, Last);

    private AuditOptions? _audit;

    private string Bent => File + ".bent";

    private string Other => File + ".other";

    [Fact]
    public async Task Verify_WhenAnyColumnOfAnyRowWasAltered_FindsTheRow()
    {
        await FillAsync(Rounds, roundsOfCheckpoint: 3);
        Gen<(int Row, int Column, int How)> changes =
            from row in s_rows
            from column in Gen.Choose(1, 40)
            from how in Gen.Choose(0, 2)
            select (row, column, how);
        Check(
            changes,
            change =>
            {
                string what = Bend(c => Alter(c, change.Row, change.Column, change.How));
                AuditReport report = Audited();
                Assert.True(report.Findings.Any(f => f.Kind == AuditFindingKind.RowAltered), what);
                Assert.All(report.Findings, f => Assert.Equal(change.Row, f.Sequence));
            }
        );
    }

    [Fact]
    public async Task Verify_WhenAnyRowsWereDeleted_FindsWhereTheyWere()
    {
        await FillAsync(Rounds, roundsOfCheckpoint: 3);
        Gen<(int First, int Length)> cuts =
            from first in s_rows
            from length in Gen.Choose(1, 30)
            select (first, length);
        Check(
            cuts,
            cut =>
            {
                int through = Math.Min(Last, cut.First + cut.Length - 1);
                Bend(c => Everywhere(c, $"DELETE FROM {{0}} WHERE sequence BETWEEN {cut.First} AND {through}"));
                AuditFinding finding = Assert.Single(Audited().Findings);
                Assert.Equal(
                    through == Last ? AuditFindingKind.RowsTruncated : AuditFindingKind.RowsDeleted,
                    finding.Kind
                );
                Assert.Equal((cut.First, through), ((int)finding.Sequence!, (int)finding.Through!));
            }
        );
    }

    [Fact]
    public async Task Verify_WhenAnyTwoRowsChangedPlaces_FindsBoth()
    {
        await FillAsync(Rounds, roundsOfCheckpoint: 3);
        Gen<(int Row, int Other, bool IsContentOnly)> swaps =
            from row in s_rows
            from other in s_rows
            from isContentOnly in Gen.Elements(true, false)
            where row != other
            select (row, other, isContentOnly);
        Check(
            swaps,
            swap =>
            {
                Bend(c => Swap(c, swap.Row, swap.Other, swap.IsContentOnly));
                AuditReport report = Audited();
                Assert.All(report.Findings, static f => Assert.Equal(AuditFindingKind.RowsReordered, f.Kind));
                Assert.Equal(
                    [Math.Min(swap.Row, swap.Other), Math.Max(swap.Row, swap.Other)],
                    report.Findings.Select(static f => (int)f.Sequence!)
                );
            }
        );
    }

    [Fact]
    public async Task Verify_WhenTheJournalWasCutOffAnywhere_FindsTheEnd()
    {
        await FillAsync(Rounds, roundsOfCheckpoint: 3);
        Gen<(int Keep, bool WithCheckpoints)> cuts =
            from keep in Gen.Choose(0, Last - 1)
            from withCheckpoints in Gen.Elements(true, false)
            select (keep, withCheckpoints);
        Check(
            cuts,
            cut =>
            {
                Bend(c =>
                {
                    Everywhere(c, $"DELETE FROM {{0}} WHERE sequence > {cut.Keep}");
                    if (cut.WithCheckpoints)
                    {
                        Run(c, $"DELETE FROM checkpoint WHERE sequence > {cut.Keep}");
                    }
                    return "";
                });
                AuditFinding finding = Assert.Single(
                    Audited().Findings,
                    static f => f.Kind == AuditFindingKind.RowsTruncated
                );
                Assert.Equal((cut.Keep + 1, Last), ((int)finding.Sequence!, (int)finding.Through!));
            }
        );
    }

    [Fact]
    public async Task Verify_WhenAnotherDatabaseTookItsPlace_FindsTheSwap()
    {
        await FillAsync(Rounds, roundsOfCheckpoint: 3);
        await using (
            SqliteSigningJournal journal = SqliteSigningJournal.Open(Options with { Path = Other }, TimeProvider.System)
        )
        {
            for (int i = 0; i < Rounds; i++)
            {
                await RoundAsync(journal, $"r{i}");
            }
        }
        // The other one is put forward whole, under the right name, or with rows of it in the place of ours.
        Check(
            Gen.Choose(0, Last - 1),
            from =>
            {
                System.IO.File.Copy(Other, Bent, overwrite: true);
                Assert.Contains(Audited().Findings, static f => f.Kind == AuditFindingKind.DatabaseSwapped);
                Bend(c =>
                {
                    Everywhere(c, $"DELETE FROM {{0}} WHERE sequence > {from}");
                    Everywhere(c, $"INSERT INTO main.{{0}} SELECT * FROM other.{{0}} WHERE sequence > {from}");
                    return "";
                });
                AuditReport report = Audited();
                Assert.Contains(report.Findings, f => f.Sequence == Math.Max(from, 1));
            }
        );
    }

    private static void Check<T>(Gen<T> changes, Action<T> property) =>
        Prop.ForAll(changes.ToArbitrary(), property).Check(s_config);

    private AuditReport Audited() => JournalAudit.Verify(Bent, _audit ??= Audit, None);

    /// <summary>Changes a copy, with nothing in the way.</summary>
    private string Bend(Func<SqliteConnection, string> change)
    {
        System.IO.File.Copy(File, Bent, overwrite: true);
        using SqliteConnection connection = new($"Data Source={Bent};Pooling=False;Foreign Keys=False");
        connection.Open();
        if (System.IO.File.Exists(Other))
        {
            Run(connection, $"ATTACH DATABASE '{Other}' AS other");
        }
        Run(connection, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON");
        Run(connection, "BEGIN");
        foreach (string trigger in Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
        {
            Run(connection, $"DROP TRIGGER {trigger}");
        }
        string what = change(connection);
        Run(connection, "COMMIT");
        return what;
    }

    /// <summary>Changes the value of a column into another one of its type, or to or from NULL where that is allowed.</summary>
    private static string Alter(SqliteConnection connection, int row, int column, int how)
    {
        string table = TableOf(connection, row);
        string[] columns = Column(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE pk = 0");
        string name = columns[column % columns.Length];
        string type = Column(
            connection,
            $"SELECT type || \"notnull\" FROM pragma_table_info('{table}') WHERE name = '{name}'"
        )[0];
        string changed = type[..^1] switch
        {
            "INTEGER" => $"coalesce({name}, 0) + {(how + 1) * 100}",
            "TEXT" => how == 0 ? $"coalesce({name}, '') || ' '" : $"'{how}' || coalesce({name}, '')",
            _ => $"CAST(coalesce({name}, x'') || x'0{how}' AS BLOB)",
        };
        string value = type[^1] == '0' && how == 0 ? $"CASE WHEN {name} IS NULL THEN {changed} END" : changed;
        Run(connection, $"UPDATE {table} SET {name} = {value} WHERE sequence = {row}");
        return $"{table}.{name} of row {row} = {value}";
    }

    private static string Swap(SqliteConnection connection, int row, int other, bool isContentOnly)
    {
        (string one, string two) = (TableOf(connection, row), TableOf(connection, other));
        Run(connection, $"CREATE TEMP TABLE hash AS SELECT sequence, previous_hash, row_hash FROM journal");
        Run(connection, $"UPDATE {one} SET sequence = 1000 WHERE sequence = {row}");
        Run(connection, $"UPDATE {two} SET sequence = {row} WHERE sequence = {other}");
        Run(connection, $"UPDATE {one} SET sequence = {other} WHERE sequence = 1000");
        if (isContentOnly)
        {
            Everywhere(
                connection,
                "UPDATE {0} SET (previous_hash, row_hash) = (SELECT previous_hash, row_hash FROM hash WHERE hash.sequence = {0}.sequence)"
            );
        }
        return "";
    }

    private static string TableOf(SqliteConnection connection, int row) =>
        JournalTable
            .All.First(t => Column(connection, $"SELECT 1 FROM {t.Name} WHERE sequence = {row}").Length > 0)
            .Name;

    private static string Everywhere(SqliteConnection connection, string sql)
    {
        foreach (JournalTable table in JournalTable.All)
        {
            Run(connection, sql.Replace("{0}", table.Name, StringComparison.Ordinal));
        }
        return "";
    }

    private static void Run(SqliteConnection connection, string sql) =>
        JournalConnection.Execute(connection, sql + ";");

    private static string[] Column(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader row = command.ExecuteReader();
        List<string> values = [];
        while (row.Read())
        {
            values.Add(row.GetString(0));
        }
        return [.. values];
    }
}
