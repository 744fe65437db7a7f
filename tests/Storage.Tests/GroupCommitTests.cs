// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class GroupCommitTests : JournalFixture
{
    // About what a sync takes: what comes meanwhile waits for the next one.
    private static readonly TimeSpan CommitTime = TimeSpan.FromMilliseconds(3);

    [Fact]
    public async Task Append_WhenACommitIsRunning_JoinsTheNextOne()
    {
        using Gate gate = new();
        FakeDisk disk = new() { BeforeCommit = gate.Wait };
        await using SqliteSigningJournal journal = Open(disk);
        Task first = journal.AppendAsync([Samples.Intent("first")], None).AsTask();
        await gate.Reached;
        Task[] others = [.. Enumerable.Range(0, 500).Select(i => Append(journal, $"{i}"))];
        Assert.Equal(500, journal.Health.Queued);
        gate.Open();
        await first;
        await Task.WhenAll(others);
        Assert.Equal(2, disk.Commits);
        Assert.Equal(501, journal.Health.LastSequence);
    }

    [Fact]
    public async Task Append_WhenManyCallersRunFreely_SharesCommits()
    {
        using ManualResetEventSlim never = new();
        FakeDisk disk = new() { BeforeCommit = () => never.Wait(CommitTime) };
        await using SqliteSigningJournal journal = Open(disk, Options);
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        for (int i = 0; i < 20; i++)
                        {
                            await Append(journal, $"{caller}-{i}");
                        }
                    })
                )
        );
        Assert.Equal(1280, journal.Health.LastSequence);
        Assert.True(disk.Commits <= 1280 / 4, $"{disk.Commits} commits");
    }

    [Fact]
    public async Task Commit_WhenMoreRowsWait_KeepsTheLimitAndNeverDividesAnAppend()
    {
        using Gate gate = new();
        FakeDisk disk = new() { BeforeCommit = gate.Wait };
        await using SqliteSigningJournal journal = Open(disk, Options with { MaxRowsPerCommit = 5 });
        Task first = Append(journal, "first");
        await gate.Reached;
        Task[] pairs = [.. Enumerable.Range(0, 4).Select(i => AppendSteps(journal, $"pair-{i}", 2))];
        Task large = AppendSteps(journal, "large", 9);
        gate.Open();
        await Task.WhenAll([first, large, .. pairs]);
        Assert.Equal(4, disk.Commits); // first; two pairs; two pairs; large
    }

    [Fact]
    public async Task Commit_WhenOneAppendIsRefused_KeepsTheOthers()
    {
        using Gate gate = new();
        FakeDisk disk = new() { BeforeCommit = gate.Wait };
        await using SqliteSigningJournal journal = Open(disk);
        Task first = Append(journal, "first");
        await gate.Reached;
        Task before = Append(journal, "before");
        Task refused = journal.AppendAsync([Samples.Intent("x"), Samples.Intent("first")], None).AsTask();
        Task twin = Append(journal, "before");
        Task after = Append(journal, "after");
        gate.Open();
        await Task.WhenAll(first, before, after);
        Assert.Equal(
            SigningErrorKind.RequestIdReused,
            (await Assert.ThrowsAsync<SigningException>(() => refused)).Kind
        );
        Assert.Equal(SigningErrorKind.RequestIdReused, (await Assert.ThrowsAsync<SigningException>(() => twin)).Kind);
        Assert.Null(await journal.FindAsync(Samples.Key("x"), None));
        Assert.Equal(2, disk.Commits);
        Assert.Equal(
            ["1|first", "2|before", "3|after"],
            await OtherTool.QueryAsync(File, "SELECT sequence, request_id FROM journal ORDER BY 1")
        );
    }

    [Fact]
    public async Task Cancel_WhenNotYetTaken_WritesNothing()
    {
        using Gate gate = new();
        FakeDisk disk = new() { BeforeCommit = gate.Wait };
        await using SqliteSigningJournal journal = Open(disk);
        using CancellationTokenSource cancel = new();
        Task taken = journal.AppendAsync([Samples.Intent("taken")], cancel.Token).AsTask();
        await gate.Reached;
        Task waiting = journal.AppendAsync([Samples.Intent("waiting")], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(taken.IsCompleted);
        gate.Open();
        await taken;
        await Append(journal, "next");
        Assert.Null(await journal.FindAsync(Samples.Key("waiting"), None));
        Assert.Equal(2, journal.Health.LastSequence);
    }

    [Fact]
    public async Task Append_WhenTheQueueIsFull_WaitsAndCanBeCancelled()
    {
        using Gate gate = new();
        FakeDisk disk = new() { BeforeCommit = gate.Wait };
        await using SqliteSigningJournal journal = Open(disk, Options with { QueueLength = 1 });
        Task first = Append(journal, "first");
        await gate.Reached;
        Task second = Append(journal, "second");
        using CancellationTokenSource cancel = new();
        Task cancelled = journal.AppendAsync([Samples.Intent("cancelled")], cancel.Token).AsTask();
        Task third = Append(journal, "third");
        Assert.Equal(1, journal.Health.Queued);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Open();
        await Task.WhenAll(first, second, third);
        Assert.Equal(3, journal.Health.LastSequence);
    }

    [Fact]
    public async Task Dispose_WhenAppendsWait_WritesThemFirst()
    {
        using Gate gate = new();
        FakeDisk disk = new() { BeforeCommit = gate.Wait };
        SqliteSigningJournal journal = Open(disk, Options with { QueueLength = 2 });
        Task first = Append(journal, "first");
        await gate.Reached;
        Task[] waiting = [.. Enumerable.Range(0, 6).Select(i => Append(journal, $"{i}"))];
        Task disposed = journal.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append(journal, "late"));
        gate.Open();
        await disposed;
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(JournalState.Stopped, journal.Health.State);
        await journal.DisposeAsync();
        await using SqliteSigningJournal reopened = Open();
        Assert.Equal(7, reopened.Health.LastSequence);
    }

    [Fact]
    public async Task Instruments_WhenRowsAreCommitted_TellRowsAndDuration()
    {
        List<int> rows = [];
        List<double> durations = [];
        int queued = 0;
        using OwnMeter factory = new();
        using JournalInstruments instruments = new(factory);
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == factory.Made)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>(
            (instrument, value, _, _) =>
            {
                if (instrument.Name == "hocbaso.journal.commit.rows" && value == 17)
                {
                    rows.Add(value);
                }
                else if (instrument.Name == "hocbaso.journal.queue.length")
                {
                    Interlocked.Add(ref queued, Math.Abs(value));
                }
            }
        );
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => durations.Add(value));
        listener.Start();
        await using (
            SqliteSigningJournal journal = SqliteSigningJournal.Open(Options, TimeProvider.System, instruments)
        )
        {
            await AppendSteps(journal, "r", 17);
        }
        Assert.Contains(17, rows);
        Assert.Contains(durations, static seconds => seconds > 0);
        Assert.True(queued >= 2);
    }

    private static Task Append(SqliteSigningJournal journal, string id) =>
        journal.AppendAsync([Samples.Intent(id)], None).AsTask();

    private static Task AppendSteps(SqliteSigningJournal journal, string id, int steps) =>
        journal.AppendAsync([.. Enumerable.Range(0, steps).Select(i => Samples.Intent(id, step: i))], None).AsTask();
}
