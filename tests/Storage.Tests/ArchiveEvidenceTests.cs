// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Issuers' answers at an archive's end: which are copied, which leave the journal, and that none is lost.</summary>
public sealed class ArchiveEvidenceTests : ArchiveFixture
{
    private readonly DateTimeOffset _end = new YearTime().At(2026).GetUtcNow();

    [Fact]
    public async Task Run_WhenIssuersAnswersAreNamed_TakesThemAlongAndKeepsWhatIsStillNamed()
    {
        StatusEvidence old = Evidence(1, _end.AddDays(-90));
        StatusEvidence both = Evidence(2, _end.AddDays(-90));
        string archive = await ArchiveAsync([old, both], archived: [old, both], staying: [both]);

        Assert.Equal("01 02", await KeptAsync(archive));
        Assert.Equal("02", await KeptAsync(File));
    }

    [Fact]
    public async Task Run_WhenNoIntentNamesAnAnswer_TakesItAlongAndOutOfTheJournal()
    {
        StatusEvidence issuers = Evidence(1, _end.AddDays(-90), StatusEvidenceKind.Crl, _end.AddDays(-60));
        StatusEvidence unused = Evidence(2, _end.AddDays(-41));
        StatusEvidence endless = Evidence(3, _end.AddDays(-41), nextUpdate: DateTimeOffset.MaxValue);
        StatusEvidence stillNamed = Evidence(4, _end.AddDays(-90));
        string archive = await ArchiveAsync([issuers, unused, endless, stillNamed], [], staying: [stillNamed]);

        Assert.Equal("01 02 03 04", await KeptAsync(archive));
        Assert.Equal("04", await KeptAsync(File));
        await using (SqliteSigningJournal journal = Open())
        {
            Assert.Null(await journal.FindEvidenceAsync(issuers.Digest, None));

            // Fetched again, it is as new.
            await journal.KeepAsync(issuers with { ReceivedAt = _end.AddYears(2) }, None);
            await NameAsync(journal, "again", issuers);
        }
        Assert.Empty(Verify().Findings);
        Assert.Equal("01 04", await KeptAsync(File));
    }

    [Fact]
    public async Task Run_WhenAnAnswerMayBeInUseBehindTheEnd_CopiesAndKeepsIt()
    {
        StatusEvidence lately = Evidence(1, _end.AddDays(-39));
        StatusEvidence atTheEnd = Evidence(2, _end);
        StatusEvidence valid = Evidence(3, _end.AddDays(-90), StatusEvidenceKind.Crl, _end.AddDays(1));
        StatusEvidence latelyNamed = Evidence(4, _end.AddDays(-39));
        string archive = await ArchiveAsync([lately, atTheEnd, valid, latelyNamed], archived: [latelyNamed], []);

        Assert.Equal("01 02 03 04", await KeptAsync(archive));
        Assert.Equal("01 02 03 04", await KeptAsync(File));
    }

    [Fact]
    public async Task Run_WhenAnAnswerCameBehindTheEnd_KeepsItOnly()
    {
        string archive = await ArchiveAsync([Evidence(1, _end.AddTicks(1))], [], []);

        Assert.Empty(await KeptAsync(archive));
        Assert.Equal("01", await KeptAsync(File));
    }

    [Fact]
    public async Task Run_WhenAnotherYearIsOver_TakesWhatStayedTheFirstTime()
    {
        StatusEvidence lately = Evidence(1, _end.AddDays(-39));
        StatusEvidence behind = Evidence(2, _end.AddTicks(1));
        await ArchiveAsync([lately, behind], [], []);
        await YearsAsync(2028, 2029);
        string second = Run(2028);

        Assert.Equal("01 02", await KeptAsync(second));
        Assert.Empty(await KeptAsync(File));
    }

    [Theory]
    [InlineData("DELETE FROM status_evidence")]
    [InlineData("UPDATE status_evidence SET content = x'09'")]
    public async Task Run_WhenTheArchiveThatIsThereLacksAnAnswer_KeepsIt(string sql)
    {
        StatusEvidence issuers = Evidence(1, _end.AddDays(-90));
        await MakeAsync([issuers], [], []);
        string archive = Path.Combine(Folder, "journal-node-1-000000000001-000000000006.db");
        using (SqliteJournalFile file = SqliteJournalFile.Open(Options, Time))
        {
            ArchiveCopy.Write(file.Connection, ArchivePlan.Make(file.Connection, 2027)!, archive, None);
        }
        Assert.Equal("01", await KeptAsync(archive));
        await OtherTool.TamperAsync(archive, sql);

        Assert.Equal(archive, Run(2027));
        Assert.Equal("01", await KeptAsync(File));
    }

    [Fact]
    public async Task Run_WhenItWasStoppedBeforeRowsWereRemoved_TakesTheAnswersOutTheNextTime()
    {
        await MakeAsync([Evidence(1, _end.AddDays(-90))], [], []);
        await OtherTool.QueryAsync(
            File,
            "CREATE TRIGGER in_the_way BEFORE DELETE ON pair BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        );
        Assert.Throws<SigningException>(() => Run(2027));
        Assert.Equal("01", await KeptAsync(File));
        await OtherTool.QueryAsync(File, "DROP TRIGGER in_the_way");

        Assert.Equal("01", await KeptAsync(Run(2027)));
        Assert.Empty(await KeptAsync(File));
    }

    private static StatusEvidence Evidence(
        byte content,
        DateTimeOffset receivedAt,
        StatusEvidenceKind kind = StatusEvidenceKind.Ocsp,
        DateTimeOffset? nextUpdate = null
    ) =>
        new()
        {
            Kind = kind,
            Content = new[] { content },
            Source = "http://issuer.example/",
            ThisUpdate = receivedAt,
            NextUpdate = nextUpdate,
            ReceivedAt = receivedAt,
        };

    private static async Task NameAsync(SqliteSigningJournal journal, string id, StatusEvidence evidence)
    {
        await journal.AppendAsync([Samples.Intent(id) with { StatusEvidence = evidence.Digest }], None);
        await journal.AppendAsync([Samples.Signed(id)]);
    }

    private static async Task<string> KeptAsync(string path) =>
        string.Join(' ', await OtherTool.QueryAsync(path, "SELECT hex(content) FROM status_evidence ORDER BY 1"));

    private async Task<string> ArchiveAsync(StatusEvidence[] kept, StatusEvidence[] archived, StatusEvidence[] staying)
    {
        await MakeAsync(kept, archived, staying);
        return Run(2027);
    }

    // The first rows are of 2026, the last ones of 2028.
    private async Task MakeAsync(StatusEvidence[] kept, StatusEvidence[] archived, StatusEvidence[] staying)
    {
        await using SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, Time.At(2026));
        await using CheckpointWriter writer = await WriterAsync(journal, time: Time);
        foreach (StatusEvidence evidence in kept)
        {
            await journal.KeepAsync(evidence, None);
        }
        await RoundAsync(journal, "old");
        foreach (StatusEvidence evidence in archived)
        {
            await NameAsync(journal, $"old-{evidence.Content.Span[0]}", evidence);
        }
        Assert.True(await writer.WriteNowAsync(None));
        Time.At(2028);
        foreach (StatusEvidence evidence in staying)
        {
            await NameAsync(journal, $"new-{evidence.Content.Span[0]}", evidence);
        }
    }

    private string Run(int year)
    {
        ArchiveRecord record = JournalArchive.Run(Options, Archiving with { Year = year }, Time, None)!;
        string archive = Path.Combine(Folder, record.FileName);
        Assert.Empty(Verify().Findings);
        Assert.Empty(JournalAudit.Verify(archive, AuditOfArchive, None).Findings);
        return archive;
    }
}
