// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>What a crash left open, and uses of keys.</summary>
public sealed class OpenIntentTests : ChainFixture
{
    [Fact]
    public async Task Close_WhenIntentsAreOpen_ClosesThemAsUnknownWithOneEvent()
    {
        await using (SqliteSigningJournal crashed = Open())
        {
            await RoundAsync(crashed, "whole");
            await crashed.AppendAsync([Samples.Intent("half"), Samples.Timestamp("half", step: 1)], None);
            await crashed.AppendAsync([Samples.Signed("half")]);
            await crashed.AppendAsync([Samples.Intent("open")], None);
        }
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        Assert.Equal([8L, 10L], (await journal.FindOpenIntentsAsync(None)).Select(static i => i.Sequence));

        IReadOnlyList<OpenIntent> closed = await journal.CloseOpenIntentsAsync(None);

        Assert.Equal(
            [("half", 1, ""), ("open", 0, "gv-toán-01")],
            closed.Select(static i => (i.Request.RequestId, i.Step, i.IdentityId))
        );
        Assert.Equal(1, disk.Commits);
        Assert.Equal(
            ["11|unknown", "12|unknown", "13|intents-closed"],
            await OtherTool.QueryAsync(File, "SELECT sequence, kind FROM journal WHERE sequence > 10 ORDER BY 1")
        );
        Assert.Equal(["2"], await OtherTool.QueryAsync(File, "SELECT count FROM event WHERE kind = 'intents-closed'"));
        JournaledRequest request = await Found(journal, "open");
        Assert.Equal(OutcomeKind.Unknown, request.Outcomes[0].Kind);
        Assert.Empty(request.OpenIntents);
        Assert.False(request.IsSigned(1));
        Assert.Empty(Verify().Findings);
    }

    [Fact]
    public async Task Close_WhenNothingIsOpen_WritesNoRow()
    {
        await using SqliteSigningJournal journal = Open();
        await RoundAsync(journal, "r");
        Assert.Empty(await journal.CloseOpenIntentsAsync(None));
        Assert.Equal(RowsOfRound, journal.Health.LastSequence);
        Assert.Equal(["6"], await OtherTool.QueryAsync(File, "SELECT sequence FROM closed"));
    }

    [Fact]
    public async Task Find_WhenACheckpointWasMade_WalksOnlyWhatCameSinceAndForgetsNothing()
    {
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal);
        await RoundAsync(journal, "r");
        await journal.AppendAsync([Samples.Intent("in flight")], None);
        await RoundAsync(journal, "s");
        await writer.WriteNowAsync(None);
        Assert.Equal(["6"], await OtherTool.QueryAsync(File, "SELECT sequence FROM closed"));
        Assert.Equal([7L], (await journal.FindOpenIntentsAsync(None)).Select(static i => i.Sequence));
        await journal.AppendAsync([Samples.Signed("in flight")]);
        await writer.WriteNowAsync(None);
        Assert.Equal(["14"], await OtherTool.QueryAsync(File, "SELECT sequence FROM closed"));
    }

    [Fact]
    public async Task KeyUses_WhenOutcomesCome_CountsThemByKeyAndDay()
    {
        FakeDisk disk = new();
        await using (SqliteSigningJournal journal = Open(disk))
        {
            await RoundAsync(journal, "r0");
            await journal.AppendAsync(
                [Samples.Intent("r1"), Samples.Intent("r1", step: 1) with { IdentityVersion = 3 }],
                None
            );
            await journal.AppendAsync([Samples.Failed("r1"), Samples.Signed("r1", step: 1)]);
            await journal.AppendAsync([Samples.Intent("r2")], None);
            Assert.Equal(7, disk.Commits); // none is for the counters
        }
        await using SqliteSigningJournal again = Open();
        await again.AppendAsync([Samples.Signed("r2")]); // an intent of before the start
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        KeyUse[] uses = [.. await again.KeyUsesAsync(new KeyUseSearch(), None)];
        Assert.Equal([(2, 2L, 1L), (3, 1L, 0L)], uses.Select(static u => (u.IdentityVersion, u.Signed, u.Other)));
        Assert.All(uses, u => Assert.Equal(("so-gddt-hn", "gv-toán-01"), (u.Tenant, u.IdentityId)));
        Assert.All(
            uses,
            u => Assert.Equal(Samples.Intent("r").CertificateThumbprint.ToArray(), u.CertificateThumbprint.ToArray())
        );
        Assert.InRange(uses[0].Day, today.AddDays(-1), today);
        Assert.Empty(await again.KeyUsesAsync(new KeyUseSearch { Through = today.AddDays(-2) }, None));
        Assert.Empty(await again.KeyUsesAsync(new KeyUseSearch { IdentityId = "another" }, None));
        using JournalBrowser browser = JournalBrowser.Open(File);
        Assert.Equal(2, browser.KeyUses(new KeyUseSearch { Tenant = "so-gddt-hn", From = today.AddDays(-1) }).Count);
    }

    // A wave behind the one that failed: nobody asked its key, and neither row has a digest. After a start nobody knows.
    [Theory]
    [InlineData(OutcomeKind.Failed, false, false, 0)]
    [InlineData(OutcomeKind.Failed, false, true, 1)]
    [InlineData(OutcomeKind.Failed, true, false, 1)]
    [InlineData(OutcomeKind.Discarded, false, false, 1)]
    [InlineData(OutcomeKind.Unknown, false, false, 1)]
    public async Task KeyUses_WhenAKeyWasNeverAsked_CountsNone(OutcomeKind kind, bool early, bool late, int uses)
    {
        foreach (bool isRestarted in (bool[])[false, true])
        {
            string id = isRestarted ? "r1" : "r0";
            SigningIntent intent = Samples.Intent(id) with { DigestToSign = early ? Samples.Hash("early") : default };
            SqliteSigningJournal journal = Open();
            await journal.AppendAsync([intent], None);
            if (isRestarted)
            {
                await journal.DisposeAsync();
                journal = Open();
            }
            await journal.AppendAsync([
                Samples.Failed(id) with
                {
                    Kind = kind,
                    Error = kind == OutcomeKind.Failed ? SigningErrorKind.Internal : null,
                    DigestToSign = late ? Samples.Hash("late") : default,
                },
            ]);
            long counted = (await journal.KeyUsesAsync(new KeyUseSearch(), None)).Sum(static use => use.Other);
            Assert.Equal(isRestarted ? 2 * uses : uses, counted);
            await journal.DisposeAsync();
        }
    }

    [Fact]
    public async Task KeyUses_WhenACommitFails_CountsWhatWasWritten()
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await journal.AppendAsync([Samples.Intent("r0"), Samples.Intent("r1")], None);
        disk.BeforeCommit = static () => throw FakeDisk.IoError;
        await FaultOf(journal.AppendAsync([Samples.Signed("r0")]));
        disk.BeforeCommit = static () => { };
        Assert.True(await journal.TryRecoverAsync(None));
        await journal.AppendAsync([Samples.Signed("r1")]);
        Assert.Equal(1, Assert.Single(await journal.KeyUsesAsync(new KeyUseSearch(), None)).Signed);
    }

    [Fact]
    public async Task KeyUses_WhenAnOutcomeIsRefused_DoesNotCountIt()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r0")], None);
        await journal.AppendAsync([Samples.Signed("r0")]);
        await FaultOf(journal.AppendAsync([Samples.Signed("r0")]));
        Assert.Equal(1, Assert.Single(await journal.KeyUsesAsync(new KeyUseSearch(), None)).Signed);
    }
}
