// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

public sealed class CheckpointTests : ChainFixture
{
    [Fact]
    public async Task Checkpoint_WhenEnoughRowsCame_IsMade()
    {
        await using SqliteSigningJournal journal = Open();
        TaskCompletionSource<CheckpointHealth> made = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CheckpointWriter writer = await CheckpointWriter.StartAsync(
            journal,
            Seal,
            Checkpoints with
            {
                Rows = 12,
                Interval = TimeSpan.FromDays(1),
            },
            TimeProvider.System,
            health => made.TrySetResult(health),
            None
        );
        await RoundAsync(journal, "r0");
        Assert.Equal(0, Seal.Asked);
        await RoundAsync(journal, "r1");
        CheckpointHealth health = await made.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((1L, 12L, null), (health.Number, health.Sequence, health.Failure));
        Assert.Equal(["1|12"], await OtherTool.QueryAsync(File, "SELECT number, sequence FROM checkpoint"));
    }

    [Fact]
    public async Task Checkpoint_WhenARowHasWaitedLongEnough_IsMade()
    {
        StepTime time = new();
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal, time: time);
        await RoundAsync(journal, "r0");
        await time.TimerOf(TimeSpan.FromMinutes(5)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, Seal.Asked);
        time.Advance(TimeSpan.FromMinutes(5));
        // Shares the turn with the one that the time made.
        Assert.True(await writer.WriteNowAsync(None));
        Assert.Equal((1L, (long)RowsOfRound), (writer.Health.Number, writer.Health.Sequence));
        Assert.Equal(1, Seal.Asked);
    }

    [Fact]
    public async Task Checkpoint_WhenThereAreNoNewRows_IsNotMade()
    {
        await FillAsync(1);
        Assert.Equal(1, Seal.Asked);
        await FillAsync(0);
        Assert.Equal(1, Seal.Asked);
        Assert.Single(Directory.GetFiles(Outside));
    }

    [Fact]
    public async Task Checkpoint_WhenTheSignerFails_ShowsItAndSigningGoesOn()
    {
        await using SqliteSigningJournal journal = Open();
        List<CheckpointHealth> told = [];
        await using CheckpointWriter writer = await CheckpointWriter.StartAsync(
            journal,
            Seal,
            Checkpoints,
            TimeProvider.System,
            told.Add,
            None
        );
        Seal.Failure = new InvalidOperationException("token away");
        await RoundAsync(journal, "r0");
        Assert.False(await writer.WriteNowAsync(None));
        Assert.Equal((0L, "token away"), (writer.Health.Number, writer.Health.Failure));
        Assert.False(writer.Health.IsFolderFailure);
        Assert.NotNull(writer.Health.FailingSince);
        DateTimeOffset? since = writer.Health.FailingSince;
        await RoundAsync(journal, "r1");
        Assert.False(await writer.WriteNowAsync(None));
        Assert.Equal(since, writer.Health.FailingSince);
        Assert.Equal(JournalState.Running, journal.Health.State);

        Seal.Failure = null;
        Assert.True(await writer.WriteNowAsync(None));
        Assert.Equal(
            (1L, 12L, null, null),
            (writer.Health.Number, writer.Health.Sequence, writer.Health.Failure, writer.Health.FailingSince)
        );
        Assert.Equal(["token away", "token away", null], told.Select(static h => h.Failure));
    }

    [Fact]
    public async Task Checkpoint_WhenTheSignerHangs_IsGivenUpAtItsTimeout()
    {
        StepTime time = new();
        await using SqliteSigningJournal journal = Open();
        HangingSigner signer = new();
        CheckpointWriter writer = await CheckpointWriter.StartAsync(journal, signer, Checkpoints, time, null, None);
        await RoundAsync(journal, "r0");
        Task<bool> attempt = writer.WriteNowAsync(None);
        await signer.Asked.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(Checkpoints.Timeout);
        Assert.False(await attempt.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.NotNull(writer.Health.Failure);
        Task stop = writer.DisposeAsync().AsTask();
        await time.TimerOf(Checkpoints.Timeout).WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(Checkpoints.Timeout);
        await stop.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Checkpoint_WhenItsCommitReachedTheDiskButFailed_IsNotMadeAgain()
    {
        FakeDisk disk = new();
        await using SqliteSigningJournal journal = Open(disk);
        await using CheckpointWriter writer = await WriterAsync(journal);
        await RoundAsync(journal, "r0");
        disk.AfterCommit = static () => throw FakeDisk.IoError;
        Assert.False(await writer.WriteNowAsync(None));
        disk.AfterCommit = static () => { };
        Assert.True(await journal.TryRecoverAsync(None));

        Assert.True(await writer.WriteNowAsync(None));
        Assert.Equal((1L, 6L, null), (writer.Health.Number, writer.Health.Sequence, writer.Health.Failure));
        await RoundAsync(journal, "r1");
        Assert.True(await writer.WriteNowAsync(None));
        Assert.Equal(JournalState.Running, journal.Health.State);
        Assert.Equal([1L, 2L], CheckpointFile.ReadFolder(Outside).Select(static c => c.Checkpoint.Number));
        Assert.Empty(Verify().Findings);
    }

    [Fact]
    public async Task Checkpoint_WhenItsNumberIsTaken_IsRefusedAloneAndSigningGoesOn()
    {
        await FillAsync(1);
        await using SqliteSigningJournal journal = Open();
        SealedCheckpoint taken = CheckpointFile.ReadFolder(Outside)[0];
        Assert.Equal(SigningErrorKind.Internal, (await FaultOf(journal.KeepAsync(taken))).Kind);
        Assert.Equal(JournalState.Running, journal.Health.State);
        await RoundAsync(journal, "r1");
    }

    [Fact]
    public async Task Checkpoint_WhenTheFolderIsAway_IsWrittenWhenItIsBack()
    {
        await using SqliteSigningJournal journal = Open();
        CheckpointOptions options = Checkpoints;
        await using (CheckpointWriter writer = await WriterAsync(journal, options))
        {
            Directory.Delete(options.Folder!);
            await RoundAsync(journal, "r0");
            Assert.False(await writer.WriteNowAsync(None));
            Assert.Equal((1, true), (writer.Health.Number, writer.Health.IsFolderFailure));
            await RoundAsync(journal, "r1");
            Assert.False(await writer.WriteNowAsync(None));
            Assert.Equal(2, writer.Health.Number);
        }
        Assert.False(Directory.Exists(options.Folder!));
        // After a start, what the folder has missed is written too.
        Directory.CreateDirectory(options.Folder!);
        await using (CheckpointWriter writer = await WriterAsync(journal, options))
        {
            Assert.True(await writer.WriteNowAsync(None));
        }
        Assert.Equal([1L, 2L], CheckpointFile.ReadFolder(options.Folder!).Select(static c => c.Checkpoint.Number));
    }

    [Fact]
    public async Task Checkpoint_WhenTheFolderHangs_IsGivenUpAtItsTimeoutAndMadeAllTheSame()
    {
        StepTime time = new();
        await using SqliteSigningJournal journal = Open();
        CheckpointWriter writer = await WriterAsync(journal, time: time);
        Assert.True(await writer.WriteNowAsync(None));
        string pipe = Path.Combine(Outside, "checkpoint-node-1-0000000001.json");
        await ShellAsync($"mkfifo '{pipe}'"); // opening it hangs until somebody writes
        await RoundAsync(journal, "r0");
        Task<bool> attempt = writer.WriteNowAsync(None);
        await time.TimerOf(Checkpoints.Timeout).WaitAsync(TimeSpan.FromSeconds(30));
        while (!attempt.IsCompleted)
        {
            time.Advance(Checkpoints.Timeout); // The sealing has the same limit.
            await Task.Yield();
        }
        Assert.False(await attempt);
        await RoundAsync(journal, "r1");
        Assert.False(await writer.WriteNowAsync(None).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(12, writer.Health.Sequence);
        Assert.Contains("still doesn't answer", writer.Health.Failure, StringComparison.Ordinal);
        await writer.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await ShellAsync($": > '{pipe}'");
    }

    [Fact]
    public async Task Dispose_WhenTheFolderAnswersWithinTheTimeout_LeavesTheLastCheckpointThereToo()
    {
        StepTime time = new();
        await using SqliteSigningJournal journal = Open();
        CheckpointWriter writer = await WriterAsync(journal, time: time);
        Assert.True(await writer.WriteNowAsync(None));
        string pipe = Path.Combine(Outside, "checkpoint-node-1-0000000001.json");
        await ShellAsync($"mkfifo '{pipe}'");
        await RoundAsync(journal, "r0");
        using CancellationTokenSource stop = new();
        Task<bool> attempt = writer.WriteNowAsync(stop.Token);
        await UntilAsync(() => writer.Health.Number == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt.WaitAsync(TimeSpan.FromSeconds(30)));

        await RoundAsync(journal, "r1");
        Task ended = writer.DisposeAsync().AsTask();
        await UntilAsync(() => writer.Health.Number == 2);
        time.Advance(Checkpoints.Timeout / 2);
        await ShellAsync($"exec 3>'{pipe}'; rm '{pipe}'; exec 3>&-");
        await ended.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(writer.Health.Failure);
        Assert.Equal([1L, 2L], CheckpointFile.ReadFolder(Outside).Select(static c => c.Checkpoint.Number));
    }

    [Fact]
    public async Task Folder_WhenTheJournalWasSwapped_KeepsWhatItHoldsAndTheFailureIsTold()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        string[] files = Directory.GetFiles(Outside);
        byte[][] before = [.. files.Select(System.IO.File.ReadAllBytes)];
        System.IO.File.Delete(File);
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal);
        for (int i = 0; i < 3; i++)
        {
            await RoundAsync(journal, $"r{i}");
            Assert.False(await writer.WriteNowAsync(None));
            Assert.Contains("restored or swapped", writer.Health.Failure, StringComparison.Ordinal);
        }
        Assert.Equal(3, writer.Health.Number);
        Assert.Equal(files.Order(), Directory.GetFiles(Outside).Order());
        Assert.Equal(before, files.Select(System.IO.File.ReadAllBytes));
    }

    [Fact]
    public async Task Folder_WhenItHoldsALaterCheckpoint_IsToldAtOnce()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        await OtherTool.TamperAsync(File, "DELETE FROM checkpoint WHERE number = 2");
        await using SqliteSigningJournal journal = Open();
        await using CheckpointWriter writer = await WriterAsync(journal);
        Assert.False(await writer.WriteNowAsync(None));
        Assert.Contains("holds checkpoint 2", writer.Health.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhenTheFileIsThere_AcceptsTheSameAndKeepsAnother()
    {
        await FillAsync(1);
        SealedCheckpoint one = CheckpointFile.ReadFolder(Outside)[0];
        string path = CheckpointFile.Write(Outside, one);
        byte[] before = await System.IO.File.ReadAllBytesAsync(path);
        SealedCheckpoint other = one with { Seal = new CheckpointSeal(new byte[64], default) };
        Assert.Contains(
            "other content",
            Assert.Throws<IOException>(() => CheckpointFile.Write(Outside, other)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task File_WhenWritten_HoldsWhatTheJournalHolds()
    {
        await FillAsync(4, roundsOfCheckpoint: 2);
        IReadOnlyList<SealedCheckpoint> outside = CheckpointFile.ReadFolder(Outside);
        using JournalBrowser browser = JournalBrowser.Open(File);
        foreach ((SealedCheckpoint one, SealedCheckpoint other) in browser.Checkpoints().Zip(outside))
        {
            Assert.Equal(one.Canonical.ToArray(), other.Canonical.ToArray());
            Assert.Equal(one.Seal.Signature.ToArray(), other.Seal.Signature.ToArray());
            Assert.Null(Seal.Check(other));
        }
        Assert.Equal(2, outside.Count);
        Assert.Equal(outside[0].Checkpoint.Digest(), outside[1].Checkpoint.PreviousDigest.ToArray());
        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.GetFiles(Outside))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
            }
        }
        Assert.Equal(
            ["checkpoint-node-1-0000000001.json", "checkpoint-node-1-0000000002.json"],
            Directory.GetFiles(Outside).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"checkpoint":null,"signature":"","timestampToken":""}""")]
    [InlineData("""{"checkpoint":"x","signature":"","timestampToken":""}""")]
    [InlineData("""{"checkpoint":"x","signature":"?","timestampToken":""}""")]
    public void File_WhenItIsNone_IsRefused(string text)
    {
        string path = Path.Combine(Outside, "checkpoint-x.json");
        System.IO.File.WriteAllText(path, text);
        Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(path));
    }

    [Theory]
    [InlineData("\n", "\r\n")]
    [InlineData("number 1", "number 01")]
    [InlineData("number 1", "number +1")]
    [InlineData("number 1", "number 99999999999999999999")]
    [InlineData("sequence 6\n", "")]
    [InlineData("node ", "nodE ")]
    [InlineData("00", "zz")]
    [InlineData("previous 00", "previous 0")]
    [InlineData("checkpoint 1", "checkpoint 2")]
    public async Task Parse_WhenTheSpellingIsAnother_IsRefused(string part, string by)
    {
        await FillAsync(1);
        string text = Encoding.ASCII.GetString(CheckpointFile.ReadFolder(Outside)[0].Canonical.Span);
        Assert.Contains(part, text, StringComparison.Ordinal);
        byte[] changed = Encoding.ASCII.GetBytes(text.Replace(part, by, StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => JournalCheckpoint.Parse(changed));
    }

    [Theory]
    [InlineData(nameof(CheckpointOptions.Rows))]
    [InlineData(nameof(CheckpointOptions.Interval))]
    [InlineData(nameof(CheckpointOptions.RetryInterval))]
    [InlineData(nameof(CheckpointOptions.Timeout))]
    [InlineData(nameof(CheckpointOptions.Folder))]
    public void Validate_WhenAnOptionIsOutOfRange_NamesIt(string option)
    {
        CheckpointOptions options = option switch
        {
            nameof(CheckpointOptions.Rows) => new() { Rows = 0 },
            nameof(CheckpointOptions.Interval) => new() { Interval = TimeSpan.Zero },
            nameof(CheckpointOptions.RetryInterval) => new() { RetryInterval = TimeSpan.Zero },
            nameof(CheckpointOptions.Timeout) => new() { Timeout = TimeSpan.Zero },
            _ => new() { Folder = "/none/such" },
        };
        Assert.Contains(option, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(5));
        while (!holds())
        {
            await tick.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }

    private sealed class HangingSigner : ICheckpointSigner
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public async Task<CheckpointSeal> SealAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new CheckpointSeal(canonical, default);
        }
    }
}
