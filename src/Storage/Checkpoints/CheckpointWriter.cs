// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Makes checkpoints of a journal: when enough rows came, when the oldest uncovered one has waited long enough, and at the stop.
/// A failure never stops signing: it shows in <see cref="Health"/>, and the next attempt follows. Dispose it before the journal.
/// </summary>
public sealed class CheckpointWriter : IAsyncDisposable
{
    private static readonly byte[] s_noDigest = new byte[32];

    private readonly SqliteSigningJournal _journal;
    private readonly ICheckpointSigner _signer;
    private readonly CheckpointOptions _options;
    private readonly TimeProvider _time;
    private readonly CheckpointFolder _folder;
    private readonly Action<CheckpointHealth>? _changed;
    private readonly RowSignal _rows;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;
    private long _writingSince;
    private SealedCheckpoint? _last;
    private volatile CheckpointHealth _health;
    private int _disposed;

    private CheckpointWriter(
        SqliteSigningJournal journal,
        ICheckpointSigner signer,
        CheckpointOptions options,
        TimeProvider time,
        Action<CheckpointHealth>? changed,
        IReadOnlyList<SealedCheckpoint> newest
    )
    {
        (_journal, _signer, _options, _time, _changed) = (journal, signer, options, time, changed);
        _folder = new CheckpointFolder(options.Folder, journal.NodeId, newest);
        _last = newest.Count == 0 ? null : newest[0];
        _health = new CheckpointHealth(
            _last?.Checkpoint.Number ?? 0,
            _last?.Checkpoint.Sequence ?? 0,
            _last?.Checkpoint.Time,
            Failure: null,
            FailingSince: null
        );
        _rows = new RowSignal(journal);
    }

    /// <summary>Where checkpoints stand, and why the last attempt failed.</summary>
    public CheckpointHealth Health => _health;

    /// <summary>Begins to watch the journal. One writer per journal.</summary>
    /// <param name="journal">The journal; must outlive the writer.</param>
    /// <param name="signer">Seals; stays the caller's.</param>
    /// <param name="options">The options.</param>
    /// <param name="time">The time in checkpoints, and of the intervals.</param>
    /// <param name="changed">Hears of each checkpoint and of each failure: be quick, don't throw. Null for nobody.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="Core.SigningException"><see cref="Core.SigningErrorKind.StorageFailed"/>: the checkpoints can't be read.</exception>
    public static async Task<CheckpointWriter> StartAsync(
        SqliteSigningJournal journal,
        ICheckpointSigner signer,
        CheckpointOptions options,
        TimeProvider time,
        Action<CheckpointHealth>? changed,
        CancellationToken cancellationToken
    )
    {
        options.Validate();
        IReadOnlyList<SealedCheckpoint> newest = await journal.NewestCheckpointsAsync(
            CheckpointFolder.MaxMissing,
            cancellationToken
        );
        CheckpointWriter writer = new(journal, signer, options, time, changed, newest);
        writer._loop = writer.RunAsync();
        return writer;
    }

    /// <summary>Makes a checkpoint now when there are rows that none covers. False when that failed; <see cref="Health"/> says why.</summary>
    public async Task<bool> WriteNowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        bool isKept = false;
        try
        {
            if (_journal.Head.Sequence > _health.Sequence)
            {
                await WriteAsync(cancellationToken);
            }
            isKept = true;
            await WriteMissingAsync(cancellationToken);
            Tell(_health with { Failure = null, FailingSince = null, IsFolderFailure = false });
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever an HSM, a network or a folder throws: it is shown, and tried again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Tell(
                _health with
                {
                    Failure = failure.Message,
                    FailingSince = _health.FailingSince ?? _time.GetUtcNow(),
                    IsFolderFailure = isKept,
                }
            );
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Covers the rows that are left, as far as the signer lets it, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _stopping.CancelAsync();
        await _loop;
        await WriteNowAsync(CancellationToken.None);
        _rows.Dispose();
        _stopping.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                long covered = _health.Sequence;
                await _rows.WaitAsync(covered + 1, Timeout.InfiniteTimeSpan, _time, _stopping.Token);
                await _rows.WaitAsync(covered + _options.Rows, _options.Interval, _time, _stopping.Token);
                while (!await WriteNowAsync(_stopping.Token))
                {
                    await Task.Delay(_options.RetryInterval, _time, _stopping.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: what is left is covered by DisposeAsync.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_health.FailingSince is not null && await IsCoveredAfterAllAsync(cancellationToken))
        {
            return;
        }
        using CancellationTokenSource limit = new(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        JournalCheckpoint checkpoint = Next();
        byte[] canonical = checkpoint.Canonical();
        CheckpointSeal seal = await _signer.SealAsync(canonical, either.Token).WaitAsync(either.Token);
        if (seal.Signature.IsEmpty)
        {
            throw new InvalidDataException("The signer gave no signature for a checkpoint.");
        }
        SealedCheckpoint sealedOne = new(checkpoint, canonical, seal);
        await _journal.KeepAsync(sealedOne);
        Took(sealedOne);
    }

    // A commit that failed may have reached the disk: the number it has there must not be given again.
    private async Task<bool> IsCoveredAfterAllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SealedCheckpoint> newest = await _journal.NewestCheckpointsAsync(1, cancellationToken);
        if (newest.Count > 0 && newest[0].Checkpoint.Number > _health.Number)
        {
            Took(newest[0]);
        }
        return _journal.Head.Sequence <= _health.Sequence;
    }

    private void Took(SealedCheckpoint one)
    {
        _last = one;
        _folder.Add(one);
        JournalCheckpoint checkpoint = one.Checkpoint;
        _health = _health with { Number = checkpoint.Number, Sequence = checkpoint.Sequence, Time = checkpoint.Time };
    }

    // A network folder whose server is gone hangs without an end: neither checkpoints nor the stop wait for it.
    private async Task WriteMissingAsync(CancellationToken cancellationToken)
    {
        if (!_writing.IsCompleted)
        {
            await EndAsync(Ended(_writing), "The checkpoint folder still doesn't answer.", cancellationToken);
        }
        _writing = Task.Run(_folder.WriteMissing, CancellationToken.None);
        _writingSince = _time.GetTimestamp();
        await EndAsync(_writing, "The checkpoint folder doesn't answer.", cancellationToken);
    }

    // The limit is that of the write: one that a stop left under way has what is left of it.
    private async Task EndAsync(Task writing, string late, CancellationToken cancellationToken)
    {
        TimeSpan left = _options.Timeout - _time.GetElapsedTime(_writingSince);
        try
        {
            await writing.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken);
        }
        catch (TimeoutException failure)
        {
            throw new IOException(late, failure);
        }
    }

    // How an earlier write ended was told then, or nobody waited for it: what it left over is written now.
    private static Task Ended(Task writing) =>
        writing.ContinueWith(
            static _ => { },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    private JournalCheckpoint Next()
    {
        JournalHead head = _journal.Head;
        return new JournalCheckpoint
        {
            Node = _journal.NodeId,
            Genesis = _journal.Genesis,
            Number = _health.Number + 1,
            Sequence = head.Sequence,
            RowHash = head.RowHash,
            Time = _time.GetUtcNow(),
            PreviousDigest = _last?.Checkpoint.Digest() ?? s_noDigest,
        };
    }

    private void Tell(CheckpointHealth health)
    {
        _health = health;
        try
        {
            _changed?.Invoke(health);
        }
#pragma warning disable CA1031 // A listener's defect must not end the checkpoints.
        catch (Exception)
#pragma warning restore CA1031
        {
            _ = health; // The state is there for whoever asks.
        }
    }
}
