// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Journals of every kind of row, with checkpoints, and audits of them.</summary>
public abstract class ChainFixture : JournalFixture
{
    /// <summary>Rows of each round of <see cref="FillAsync"/>: an event, two intents, two outcomes, a pair.</summary>
    protected const int RowsOfRound = 6;

    internal TestSeal Seal { get; } = new();

    protected string Outside
    {
        get
        {
            string folder = Path.Combine(Path.GetDirectoryName(File)!, "outside");
            return Directory.CreateDirectory(folder).FullName;
        }
    }

    internal AuditOptions Audit =>
        new()
        {
            CheckSeal = Seal.Check,
            Expected = CheckpointFile.ReadFolder(Outside),
            Node = "node-1",
        };

    internal CheckpointOptions Checkpoints => new() { Folder = Outside };

    /// <summary>Rounds of rows, and a checkpoint behind each so many rounds; closes the journal.</summary>
    internal async Task FillAsync(int rounds, int roundsOfCheckpoint = int.MaxValue, int first = 0)
    {
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal);
        for (int i = first; i < first + rounds; i++)
        {
            await RoundAsync(journal, $"r{i}");
            if ((i + 1) % roundsOfCheckpoint == 0)
            {
                Assert.True(await writer.WriteNowAsync(None));
            }
        }
    }

    internal static async Task RoundAsync(SqliteSigningJournal journal, string id)
    {
        await journal.AppendAsync(Samples.Refused(id));
        await journal.AppendAsync([Samples.Intent(id), Samples.Timestamp(id, step: 1)], None);
        await journal.AppendAsync([Samples.Signed(id), Samples.Signed(id, step: 1)]);
        await journal.AppendAsync(Samples.Pair(id));
    }

    internal Task<CheckpointWriter> WriterAsync(
        SqliteSigningJournal journal,
        CheckpointOptions? options = null,
        TimeProvider? time = null
    ) => CheckpointWriter.StartAsync(journal, Seal, options ?? Checkpoints, time ?? TimeProvider.System, null, None);

    /// <summary>Spoils the root of the index that finds a repeated request; gives the file as it was.</summary>
    internal async Task<byte[]> DamageIndexAsync()
    {
        const int PageSize = 4096;
        string[] root = await OtherTool.QueryAsync(
            File,
            "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_intent_1'"
        );
        byte[] good = await System.IO.File.ReadAllBytesAsync(File);
        byte[] bad = [.. good];
        bad.AsSpan((int.Parse(root[0], CultureInfo.InvariantCulture) - 1) * PageSize, PageSize).Fill(0xA5);
        await System.IO.File.WriteAllBytesAsync(File, bad);
        return good;
    }

    internal AuditReport Verify(AuditOptions? options = null) => JournalAudit.Verify(File, options ?? Audit, None);

    internal AuditFinding Found(AuditFindingKind kind, AuditOptions? options = null) =>
        Assert.Single(Verify(options).Findings, f => f.Kind == kind);

    protected override void Dispose(bool isDisposing)
    {
        Seal.Dispose();
        base.Dispose(isDisposing);
    }
}
