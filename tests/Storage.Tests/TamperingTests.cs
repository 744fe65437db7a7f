// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>The five ways to bend a journal, by another tool, each found at the right row; and what is no bending isn't found.</summary>
public sealed class TamperingTests : ChainFixture
{
    [Fact]
    public async Task Verify_WhenNothingWasBent_FindsNothing()
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        AuditReport report = Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(
            ("node-1", 0L, 60L, 60L, 4L, 60L, 0L),
            (
                report.Node,
                report.Anchor,
                report.LastSequence,
                report.Rows,
                report.Checkpoints,
                report.CoveredSequence,
                report.RowsBehindCheckpoint
            )
        );
        Assert.True(report is { SealsChecked: true, IsCutShort: false, IsGood: true });
    }

    [Theory]
    [InlineData("UPDATE intent SET identity_id = 'ai đó' WHERE sequence = 14", 14)]
    [InlineData("UPDATE intent SET identity_version = NULL WHERE sequence = 14", 14)]
    [InlineData("UPDATE outcome SET kind = 'failed' WHERE sequence = 17", 17)]
    [InlineData("UPDATE outcome SET error = 'Internal' WHERE sequence = 17", 17)]
    [InlineData("UPDATE pair SET lookup_code = lookup_code || ' ' WHERE sequence = 18", 18)]
    [InlineData("UPDATE event SET count = 4 WHERE sequence = 1", 1)]
    [InlineData("UPDATE event SET previous_hash = zeroblob(32) WHERE sequence = 13", 13)]
    [InlineData("UPDATE event SET row_hash = NULL WHERE sequence = 13", 13)]
    [InlineData("UPDATE pair SET recorded_at = '2020-01-01T00:00:00.0000000Z' WHERE sequence = 60", 60)]
    public async Task Alteration_OfAnyRow_IsFoundThere(string sql, long row)
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await OtherTool.TamperAsync(File, sql);
        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal((AuditFindingKind.RowAltered, row), (finding.Kind, finding.Sequence));
    }

    [Fact]
    public async Task Damage_OfTheIndexThatFindsARepeatedRequest_IsFound()
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await DamageIndexAsync();
        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal((AuditFindingKind.FileDamaged, null), (finding.Kind, finding.Sequence));
    }

    [Fact]
    public async Task Damage_OfAnIndex_IsNoReasonToTakeOtherFindingsFor()
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await OtherTool.TamperAsync(File, "UPDATE outcome SET kind = 'failed' WHERE sequence = 17");
        await DamageIndexAsync();
        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal((AuditFindingKind.RowAltered, 17L), (finding.Kind, finding.Sequence));
    }

    [Fact]
    public async Task Alteration_WithTheRowsHashMadeAnew_IsFoundThere()
    {
        await FillAsync(10);
        await ForgeAsync(wholeChain: false);
        AuditReport report = Verify(Audit with { Expected = [] });
        AuditFinding finding = Assert.Single(report.Findings);
        Assert.Equal((AuditFindingKind.RowAltered, 14L), (finding.Kind, finding.Sequence));
    }

    [Fact]
    public async Task Alteration_WithTheRowsHashAndTheNextLinkMadeAnew_NamesBothRows()
    {
        await FillAsync(10);
        await ForgeAsync(wholeChain: false);
        string hash = Assert.Single(
            await OtherTool.QueryAsync(File, "SELECT row_hash FROM journal WHERE sequence = 14")
        );
        await OtherTool.TamperAsync(File, Forged("15", "previous_hash", hash));
        AuditFinding finding = Assert.Single(Verify(Audit with { Expected = [] }).Findings);
        Assert.Equal((AuditFindingKind.RowAltered, 15L), (finding.Kind, finding.Sequence));
        Assert.Contains("or row 14 was altered", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alteration_OfARowsLink_BlamesThatRowAlone()
    {
        await FillAsync(10);
        await OtherTool.TamperAsync(File, "UPDATE event SET previous_hash = zeroblob(32) WHERE sequence = 13");
        AuditFinding finding = Assert.Single(Verify(Audit with { Expected = [] }).Findings);
        Assert.DoesNotContain("row 12", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alteration_WithTheWholeChainMadeAnew_IsFoundByTheNextCheckpoint()
    {
        await FillAsync(10, roundsOfCheckpoint: 2);
        await ForgeAsync(wholeChain: true);
        AuditFinding finding = Assert.Single(Verify(Audit with { Expected = [] }).Findings);
        Assert.Equal(
            (AuditFindingKind.HistoryRewritten, 13L, 24L, 2L),
            (finding.Kind, finding.Sequence, finding.Through, finding.Checkpoint)
        );
    }

    [Fact]
    public async Task Alteration_WithChainAndCheckpointsMadeAnew_IsFoundByTheirSeals()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        using TestSeal forger = new();
        AuditOptions trusting = Audit with { CheckSeal = forger.Check, Expected = [] };
        Assert.Equal([12L, 24L], Verify(trusting).Findings.Select(static f => f.Sequence ?? 0));
        Assert.All(Verify(trusting).Findings, static f => Assert.Equal(AuditFindingKind.SealNotGood, f.Kind));
    }

    [Theory]
    [InlineData("sequence = 14", 14, 14)]
    [InlineData("sequence BETWEEN 14 AND 17", 14, 17)]
    [InlineData("sequence = 1", 1, 1)]
    [InlineData("sequence < 10", 1, 9)]
    public async Task Deletion_OfRows_IsFoundThere(string rows, long first, long through)
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await DeleteAsync(rows);
        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal((AuditFindingKind.RowsDeleted, first, through), (finding.Kind, finding.Sequence, finding.Through));
    }

    [Fact]
    public async Task Truncation_BehindACheckpoint_IsFoundThere()
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await DeleteAsync("sequence > 50");
        AuditFinding finding = Assert.Single(Verify(Audit with { Expected = [] }).Findings);
        Assert.Equal(
            (AuditFindingKind.RowsTruncated, 51L, 60L, 4L),
            (finding.Kind, finding.Sequence, finding.Through, finding.Checkpoint)
        );
    }

    [Fact]
    public async Task Truncation_WithItsCheckpoints_IsFoundByThoseOutside()
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await DeleteAsync("sequence > 50");
        await OtherTool.TamperAsync(File, "DELETE FROM checkpoint WHERE sequence > 50");
        Assert.Empty(Verify(Audit with { Expected = [] }).Findings);
        Assert.Equal((51L, 60L), Range(Found(AuditFindingKind.RowsTruncated)));
        Assert.Equal(
            [3L, 4L],
            Verify()
                .Findings.Where(static f => f.Kind == AuditFindingKind.CheckpointAltered)
                .Select(static f => f.Checkpoint ?? 0)
        );
    }

    [Theory]
    [InlineData("intent", 14, "intent", 20)]
    [InlineData("intent", 14, "intent", 15)]
    [InlineData("outcome", 16, "pair", 18)]
    [InlineData("event", 1, "pair", 60)]
    public async Task Reordering_OfTwoRows_IsFoundAtBoth(string table, long row, string otherTable, long other)
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await OtherTool.TamperAsync(
            File,
            $"""
            UPDATE {table} SET sequence = 1000 WHERE sequence = {row};
            UPDATE {otherTable} SET sequence = {row} WHERE sequence = {other};
            UPDATE {table} SET sequence = {other} WHERE sequence = 1000;
            """
        );
        AuditReport report = Verify();
        Assert.All(report.Findings, static f => Assert.Equal(AuditFindingKind.RowsReordered, f.Kind));
        Assert.Equal([row, other], report.Findings.Select(static f => f.Sequence ?? 0));
        Assert.Contains($"row {other}.", report.Findings[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swap_ForAnotherNodesJournal_IsFound()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        await SwapAsync(Options with { NodeId = "node-2" });
        Assert.Equal(2, Verify(Audit).Findings.Count(static f => f.Kind == AuditFindingKind.DatabaseSwapped));
        Found(AuditFindingKind.DatabaseSwapped, Audit with { Expected = [] });
        Found(AuditFindingKind.DatabaseSwapped, Audit with { Node = null });
    }

    [Fact]
    public async Task Swap_ForAnotherJournalOfTheNode_IsFound()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        await SwapAsync(Options);
        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal(AuditFindingKind.DatabaseSwapped, finding.Kind);
    }

    [Fact]
    public async Task Swap_ForAJournalThatPretendsToBeTheNodes_IsFoundAtItsFirstRow()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        await SwapAsync(Options with { NodeId = "node-2" });
        await OtherTool.TamperAsync(File, "UPDATE node SET id = 'node-1'");
        AuditFinding[] findings =
        [
            .. Verify(Audit with { Expected = [] })
                .Findings.Where(static f => f.Kind == AuditFindingKind.DatabaseSwapped),
        ];
        Assert.Contains(findings, static f => f.Sequence == 1);
    }

    [Theory]
    [InlineData("UPDATE checkpoint SET sequence = sequence - 1 WHERE number = 2", 2)]
    [InlineData("UPDATE checkpoint SET time = '2020-01-01T00:00:00.0000000Z' WHERE number = 3", 3)]
    [InlineData("UPDATE checkpoint SET canonical = x'00' WHERE number = 3", 3)]
    [InlineData("DELETE FROM checkpoint WHERE number = 2", 3)]
    [InlineData("DELETE FROM checkpoint WHERE number = 1", 2)]
    public async Task Alteration_OfACheckpoint_IsFoundThere(string sql, long number)
    {
        await FillAsync(10, roundsOfCheckpoint: 3);
        await OtherTool.TamperAsync(File, sql);
        Assert.Contains(
            Verify(Audit with { Expected = [] }).Findings,
            f => f.Kind == AuditFindingKind.CheckpointAltered && f.Checkpoint == number
        );
    }

    [Fact]
    public async Task Insertion_OfARowWhereOneIs_IsFoundThere()
    {
        await FillAsync(4);
        await OtherTool.TamperAsync(
            File,
            "INSERT INTO event SELECT 14, tenant, node, recorded_at, caller, request_id, kind, operation, subject, error, detail, count, previous_hash, row_hash FROM event WHERE sequence = 13"
        );
        Assert.Equal(14, Found(AuditFindingKind.RowInserted).Sequence);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Insertion_BeforeTheFirstRow_IsFoundThere(long sequence)
    {
        await FillAsync(4);
        await OtherTool.TamperAsync(
            File,
            $"INSERT INTO event SELECT {sequence}, tenant, node, recorded_at, caller, request_id, kind, operation, subject, error, detail, count, previous_hash, row_hash FROM event WHERE sequence = 13"
        );
        Assert.Equal(sequence, Found(AuditFindingKind.RowInserted).Sequence);
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Equal(sequence, browser.Tail(25)[0].Sequence);
    }

    [Fact]
    public async Task Insertion_BehindTheLastRow_IsFoundThere()
    {
        await FillAsync(4);
        await OtherTool.TamperAsync(
            File,
            "INSERT INTO event SELECT 25, tenant, node, recorded_at, caller, request_id, kind, operation, subject, error, detail, count, previous_hash, row_hash FROM event WHERE sequence = 19"
        );
        AuditFinding finding = Assert.Single(Verify().Findings);
        Assert.Equal(25, finding.Sequence);
    }

    [Fact]
    public async Task Damage_OfAPage_IsAFinding()
    {
        await FillAsync(100);
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes.AsSpan(bytes.Length / 2, 8192).Fill(0xA5);
        await System.IO.File.WriteAllBytesAsync(File, bytes);
        Assert.NotEmpty(Verify().Findings);
    }

    [Fact]
    public async Task Verify_WhenThereAreManyFindings_EndsEarlyAndSaysSo()
    {
        await FillAsync(10);
        await OtherTool.TamperAsync(File, "UPDATE event SET count = 9");
        AuditReport report = Verify(Audit with { MaxFindings = 3 });
        Assert.Equal([1L, 7L, 13L], report.Findings.Select(static f => f.Sequence ?? 0));
        Assert.True(report.IsCutShort);
    }

    private static (long First, long Through) Range(AuditFinding finding) =>
        (finding.Sequence!.Value, finding.Through!.Value);

    private async Task DeleteAsync(string rows)
    {
        string sql = string.Concat(JournalTable.All.Select(t => $"DELETE FROM {t.Name} WHERE {rows};"));
        await OtherTool.TamperAsync(File, sql);
    }

    private async Task SwapAsync(JournalOptions options)
    {
        string other = File + ".other";
        await using (
            SqliteSigningJournal journal = SqliteSigningJournal.Open(options with { Path = other }, TimeProvider.System)
        )
        {
            for (int i = 0; i < 4; i++)
            {
                await RoundAsync(journal, $"r{i}");
            }
        }
        System.IO.File.Move(other, File, overwrite: true);
    }

    /// <summary>Alters row 14 and makes its hash anew, and, for the whole chain, those of all rows after it.</summary>
    private async Task ForgeAsync(bool wholeChain)
    {
        await OtherTool.TamperAsync(File, "UPDATE intent SET identity_id = 'ai đó' WHERE sequence = 14");
        string[][] rows =
        [
            .. (await OtherTool.ChainAsync(File))
                .SkipLast(1)
                .Take(wholeChain ? int.MaxValue : 1)
                .Select(static line => line.Split(' ')),
        ];
        string sql = string.Concat(
            rows.Select(
                (row, i) =>
                    Forged(row[0], "row_hash", row[1]) + (i > 0 ? Forged(row[0], "previous_hash", rows[i - 1][1]) : "")
            )
        );
        await OtherTool.TamperAsync(File, sql);
    }

    private static string Forged(string sequence, string column, string hash) =>
        string.Concat(
            JournalTable.All.Select(t => $"UPDATE {t.Name} SET {column} = x'{hash}' WHERE sequence = {sequence};")
        );
}
