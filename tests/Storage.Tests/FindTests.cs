// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class FindTests : JournalFixture
{
    [Fact]
    public async Task Find_WhenUnknown_GivesNull()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        Assert.Null(await journal.FindAsync(Samples.Key("R"), None));
    }

    [Fact]
    public async Task Find_WhenOnlyIntents_IsOpen()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r", step: 1), Samples.Intent("r")], None);
        JournaledRequest found = await Found(journal, "r");
        Assert.Equal([0, 1], found.Intents.Select(static i => i.Step));
        Assert.False(found.IsSigned(2));
        Assert.Equal([0, 1], found.OpenIntents.Select(static i => i.Step));
        Assert.Equal(Samples.Intent("r").SigningTime, found.SigningTime);
    }

    [Fact]
    public async Task Find_WhenEveryStepIsSigned_IsSigned()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r"), Samples.Intent("r", step: 1)], None);
        await journal.AppendAsync([Samples.Signed("r"), Samples.Signed("r", step: 1)]);
        JournaledRequest found = await Found(journal, "r");
        Assert.True(found.IsSigned(2));
        Assert.Empty(found.OpenIntents);
    }

    [Fact]
    public async Task Find_WhenADocumentTimestampWasMade_GivesItsIntentOfNobody()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r"), Samples.Timestamp("r", step: 1)], None);
        await journal.AppendAsync([
            Samples.Signed("r"),
            Samples.Signed("r", step: 1) with
            {
                SignatureValue = default,
            },
        ]);
        JournaledRequest found = await Found(journal, "r");
        Assert.True(found.IsSigned(2));
        Assert.False(found.Intents[0].IsDocumentTimestamp);
        SigningIntent timestamp = found.Intents[1];
        Assert.True(timestamp.IsDocumentTimestamp);
        Assert.Equal("", timestamp.IdentityId);
        Assert.True(timestamp.CertificateThumbprint.IsEmpty);
        Assert.Equal(Samples.Timestamp("r", step: 1).Algorithm, timestamp.Algorithm);
        Assert.Equal("DOCUMENT_TIMESTAMP", timestamp.ClaimedRole);
    }

    [Fact]
    public async Task Append_WhenAnIntentIsNobodysOrATimestampSomebodys_IsRefused()
    {
        await using SqliteSigningJournal journal = Open();
        SigningIntent nobodys = Samples.Intent("r") with { IdentityId = "" };
        SigningIntent somebodys = Samples.Timestamp("r") with { IdentityId = "truong" };
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync([nobodys], None).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AppendAsync([somebodys], None).AsTask());
        Assert.Null(await journal.FindAsync(Samples.Key("r"), None));
    }

    [Fact]
    public async Task Find_WhenTriedAgainAfterAFailure_GivesTheLastAttemptOnly()
    {
        await using SqliteSigningJournal journal = Open();
        await journal.AppendAsync([Samples.Intent("r")], None);
        await journal.AppendAsync([Samples.Failed("r")]);
        Assert.False((await Found(journal, "r")).IsSigned(1));
        Assert.Equal(SigningErrorKind.HsmUnavailable, (await Found(journal, "r")).Outcomes[0].Error);
        await journal.AppendAsync([Samples.Intent("r", attempt: 2)], None);
        JournaledRequest found = await Found(journal, "r");
        Assert.Equal(2, found.Attempt);
        Assert.Equal(2, Assert.Single(found.Intents).Attempt);
        Assert.Empty(found.Outcomes);
    }

    [Fact]
    public async Task Find_WhenManyAppendAndLookUp_SeesWhatWasAcknowledged()
    {
        await using SqliteSigningJournal journal = Open();
        await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        for (int i = 0; i < 20; i++)
                        {
                            await journal.AppendAsync([Samples.Intent($"{caller}-{i}")], None);
                            Assert.Empty((await Found(journal, $"{caller}-{i}")).Outcomes);
                            await journal.AppendAsync([Samples.Signed($"{caller}-{i}")]);
                            Assert.True((await Found(journal, $"{caller}-{i}")).IsSigned(1));
                        }
                    })
                )
        );
    }

    [Fact]
    public async Task Find_WhenDisposed_SaysSo()
    {
        SqliteSigningJournal journal = Open();
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.FindAsync(Samples.Key("r"), None).AsTask());
    }
}
