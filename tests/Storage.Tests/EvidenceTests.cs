// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Answers of issuers by their digest, and the intents that name them.</summary>
public sealed class EvidenceTests : JournalFixture
{
    private static readonly StatusEvidence s_evidence = new()
    {
        Kind = StatusEvidenceKind.Crl,
        Content = new byte[] { 0x30, 0x01, 0x00 },
        Source = "http://crl.example/ca.crl",
        ThisUpdate = Samples.SigningTime.AddHours(-1),
        NextUpdate = Samples.SigningTime.AddDays(1),
        ReceivedAt = Samples.SigningTime.AddTicks(7),
    };

    [Fact]
    public async Task Keep_WhenItComesTwice_IsThereOnce()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.KeepAsync(s_evidence, None);
        await journal.KeepAsync(s_evidence with { Source = "http://elsewhere.example/" }, None);

        Assert.Equal(s_evidence.Source, (await journal.FindEvidenceAsync(s_evidence.Digest, None))!.Source);
        Assert.Equal(["1"], await OtherTool.QueryAsync(File, "SELECT count(*) FROM status_evidence"));
        Assert.Null(await journal.FindEvidenceAsync(new byte[32], None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_WhenItWasKept_GivesEveryValue(bool hasNextUpdate)
    {
        StatusEvidence evidence = hasNextUpdate
            ? s_evidence
            : s_evidence with
            {
                Kind = StatusEvidenceKind.Ocsp,
                NextUpdate = null,
            };
        await using SqliteSigningJournal journal = Open();
        await journal.KeepAsync(evidence, None);

        StatusEvidence? found = await journal.FindEvidenceAsync(evidence.Digest, None);

        Assert.Equal(
            (evidence.Kind, evidence.Source, evidence.ThisUpdate, evidence.NextUpdate, evidence.ReceivedAt),
            (found!.Kind, found.Source, found.ThisUpdate, found.NextUpdate, found.ReceivedAt)
        );
        Assert.Equal(evidence.Content.ToArray(), found.Content.ToArray());
    }

    [Fact]
    public async Task Browse_WhenItWasKept_GivesEveryValueAndLeavesTheFileAlone()
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.KeepAsync(s_evidence, None);
        }
        byte[] before = await System.IO.File.ReadAllBytesAsync(File);
        using (JournalBrowser browser = JournalBrowser.Open(File))
        {
            KeptEvidence found = browser.FindEvidence(s_evidence.Digest)!;
            Assert.Equal(
                (
                    "crl",
                    s_evidence.Source,
                    $"{s_evidence.ThisUpdate.UtcDateTime:O}",
                    $"{s_evidence.NextUpdate!.Value.UtcDateTime:O}",
                    $"{s_evidence.ReceivedAt.UtcDateTime:O}"
                ),
                (found.Kind, found.Source, found.ThisUpdate, found.NextUpdate, found.ReceivedAt)
            );
            Assert.True(found.IsIntact);
            Assert.Empty(found.Defects(null));
            Assert.Equal(s_evidence.Content.ToArray(), found.Content.ToArray());
            Assert.Null(browser.FindEvidence(new byte[32]));
        }
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task Browse_WhenTheContentWasBent_GivesItUnderAnotherDigest()
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.KeepAsync(s_evidence, None);
        }
        await OtherTool.TamperAsync(File, "UPDATE status_evidence SET content = x'300100ff'");
        using JournalBrowser browser = JournalBrowser.Open(File);
        KeptEvidence found = browser.FindEvidence(s_evidence.Digest)!;
        Assert.False(found.IsIntact);
        Assert.Equal(4, found.Content.Length);
        Assert.NotEqual(s_evidence.Digest.ToArray(), found.Digest.ToArray());
    }

    [Fact]
    public async Task Browse_WhenItCantBeRead_IsBadData()
    {
        await using (SqliteSigningJournal journal = Open())
        {
            await journal.KeepAsync(s_evidence, None);
        }
        await OtherTool.TamperAsync(File, "DROP TABLE status_evidence");
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Throws<InvalidDataException>(() => browser.FindEvidence(s_evidence.Digest));
    }

    [Theory]
    [InlineData(CertificateStatus.Good, "good")]
    [InlineData(CertificateStatus.Unknown, "unknown")]
    [InlineData(null, "")]
    public async Task Append_WhenAnIntentHasAStatus_GivesItBack(CertificateStatus? status, string column)
    {
        await using SqliteSigningJournal journal = Open();
        await journal.KeepAsync(s_evidence, None);
        ReadOnlyMemory<byte> digest = status == CertificateStatus.Good ? s_evidence.Digest : default;
        await journal.AppendAsync(
            [Samples.Intent("r") with { CertificateStatus = status, StatusEvidence = digest }],
            None
        );

        SigningIntent found = (await Found(journal, "r")).Intents[0];

        Assert.Equal(status, found.CertificateStatus);
        Assert.Equal(digest.ToArray(), found.StatusEvidence.ToArray());
        string[] rows = await OtherTool.QueryAsync(
            File,
            "SELECT 'x' || coalesce(certificate_status, ''), sequence FROM intent"
        );
        // Evidence takes no place in the gapless sequence.
        Assert.Equal([$"x{column}|1"], rows);
    }

    [Theory]
    [InlineData("UPDATE status_evidence SET source = 'x'")]
    [InlineData("DELETE FROM status_evidence")]
    public async Task Change_WhenEvidenceIsKept_IsRefused(string sql)
    {
        await using SqliteSigningJournal journal = Open();
        await journal.KeepAsync(s_evidence, None);
        using SqliteConnection connection = new($"Data Source={File};Pooling=False");
        connection.Open();

        Assert.Throws<SqliteException>(() => JournalConnection.Execute(connection, sql));
    }

    [Fact]
    public async Task Open_WhenTheSchemaIsTheSecond_BringsItUpToDateAndKeepsTheRows()
    {
        OldSchema.Make(File, version: 2, requests: 1);
        Assert.Equal(["2"], await OtherTool.QueryAsync(File, "PRAGMA user_version"));

        await using SqliteSigningJournal again = Open();

        Assert.Null((await Found(again, "r0")).Intents[0].CertificateStatus);
        await again.KeepAsync(s_evidence, None);
    }

    [Fact]
    public async Task Keep_WhenTheDiskFails_IsStorageFailed()
    {
        FakeDisk disk = new() { BeforeCommit = static () => throw FakeDisk.IoError };
        await using SqliteSigningJournal journal = Open(disk);

        SigningException fault = await FaultOf(journal.KeepAsync(s_evidence, None));

        Assert.Equal(SigningErrorKind.StorageFailed, fault.Kind);
    }
}
