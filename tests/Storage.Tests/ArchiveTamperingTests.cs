// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Archives and the journals they were taken from, altered by another program: it is found.</summary>
public sealed class ArchiveTamperingTests : ArchiveFixture
{
    [Theory]
    [InlineData("UPDATE archive SET row_hash = zeroblob(32)")]
    [InlineData("UPDATE archive SET file_digest = zeroblob(32)")]
    [InlineData("UPDATE archive SET file_name = 'x'")]
    [InlineData("UPDATE archive SET last_sequence = 23")]
    [InlineData("DELETE FROM archive")]
    [InlineData("DELETE FROM checkpoint")]
    [InlineData("DELETE FROM event WHERE kind = 'archived'")]
    public async Task Alteration_OfWhatAnchorsTheJournal_IsFound(string sql)
    {
        await YearsAsync(2026, 2027, 2028);
        Assert.NotNull(JournalArchive.Run(Options, Archiving, Time, None));
        await OtherTool.TamperAsync(File, sql);
        Assert.NotEmpty(Verify(Audit with { Expected = [] }).Findings);
    }

    [Theory]
    [InlineData("UPDATE archive SET file_digest = zeroblob(32) WHERE last_sequence = 12")]
    [InlineData("UPDATE archive SET file_name = 'x' WHERE last_sequence = 12")]
    [InlineData("DELETE FROM archive WHERE last_sequence = 12")]
    public async Task Alteration_OfAnEarlierArchivesRecord_IsFound(string sql)
    {
        await YearsAsync(2026, 2027, 2028);
        Assert.NotNull(JournalArchive.Run(Options, Archiving with { Year = 2026 }, Time, None));
        Assert.NotNull(JournalArchive.Run(Options, Archiving, Time, None));
        Assert.Empty(Verify().Findings);
        await OtherTool.TamperAsync(File, sql);
        Assert.NotEmpty(Verify().Findings);
        Assert.Contains(Verify().Findings, static f => f.Kind == AuditFindingKind.ArchiveRecordAltered);
    }

    [Fact]
    public async Task Alteration_OfARecordInAnArchive_IsFoundByTheEventThatWentWithIt()
    {
        await YearsAsync(2026, 2027, 2028);
        Assert.NotNull(JournalArchive.Run(Options, Archiving with { Year = 2026 }, Time, None));
        await YearsAsync(2028, 2029);
        ArchiveRecord second = JournalArchive.Run(Options, Archiving with { Year = 2028 }, Time, None)!;
        string archive = Path.Combine(Folder, second.FileName);
        Assert.Empty(JournalAudit.Verify(archive, AuditOfArchive, None).Findings);
        await OtherTool.TamperAsync(archive, "UPDATE archive SET file_digest = zeroblob(32)");
        AuditFinding finding = Assert.Single(JournalAudit.Verify(archive, AuditOfArchive, None).Findings);
        Assert.Equal((AuditFindingKind.ArchiveRecordAltered, 37L), (finding.Kind, finding.Sequence));
    }

    [Fact]
    public async Task Verify_WhenRowsWereArchived_SaysWhereTheyAreSaidToBe()
    {
        await YearsAsync(2026, 2027, 2028);
        ArchiveRecord record = JournalArchive.Run(Options, Archiving, Time, None)!;
        ArchiveRecord told = Assert.Single(Verify().Archives);
        Assert.Equal((record.FileName, 24L), (told.FileName, told.LastSequence));
        Assert.Equal(record.FileDigest.ToArray(), told.FileDigest.ToArray());
    }

    [Theory]
    [InlineData("DELETE FROM pair WHERE sequence = 24")]
    [InlineData("UPDATE archived_rows SET last_sequence = 23")]
    [InlineData("DELETE FROM event WHERE sequence = 1")]
    public async Task Alteration_OfAnArchive_IsFound(string sql)
    {
        await YearsAsync(2026, 2027, 2028);
        ArchiveRecord record = JournalArchive.Run(Options, Archiving, Time, None)!;
        string archive = Path.Combine(Folder, record.FileName);
        await OtherTool.TamperAsync(archive, sql);
        Assert.NotEmpty(JournalAudit.Verify(archive, AuditOfArchive, None).Findings);
    }

    [Fact]
    public async Task Verify_WhenAJournalThatWasCutOffPretendsToBeAnArchive_FindsIt()
    {
        await YearsAsync(2026, 2027, 2028);
        await OtherTool.TamperAsync(
            File,
            string.Concat(JournalTable.All.Select(static t => $"DELETE FROM {t.Name} WHERE sequence > 24;"))
                + "DELETE FROM checkpoint WHERE sequence > 24;"
                + "CREATE TABLE archived_rows (first_sequence INTEGER, last_sequence INTEGER);"
                + "INSERT INTO archived_rows VALUES (1, 24);"
        );
        AuditFindingKind[] kinds = [.. Verify().Findings.Select(static f => f.Kind)];
        Assert.Contains(AuditFindingKind.DatabaseSwapped, kinds);
        Assert.Contains(AuditFindingKind.RowsTruncated, kinds);
    }
}
