// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The journal of one node in one SQLite file (WAL, <c>synchronous=FULL</c>). Thread-safe. Many appends share one commit; the
/// task of an append ends when its rows are on the disk. When a write fails, every append that waits gets
/// <see cref="SigningErrorKind.StorageFailed"/> and the journal refuses work until a probe write succeeds.
/// </summary>
public sealed class SqliteSigningJournal
    : ISigningJournal,
        IPairJournal,
        IStatusEvidenceStore,
        IEventJournal,
        IAsyncDisposable
{
    private static readonly RequestKey s_nobodys = new("", "", "");

    private readonly JournalLock _lock;
    private readonly JournalOptions _options;
    private readonly AppendQueue _queue;
    private readonly JournalWriter _writer;
    private readonly JournalReaders _readers;
    private readonly JournalInstruments _instruments;
    private readonly bool _ownsInstruments;
    private int _disposed;

    private SqliteSigningJournal(
        JournalLock fileLock,
        Func<IJournalFile> open,
        JournalOptions options,
        TimeProvider time,
        JournalInstruments? instruments,
        Action<JournalHealth>? stateChanged
    )
    {
        (_lock, _options) = (fileLock, options);
        _ownsInstruments = instruments is null;
        _instruments = instruments ?? new JournalInstruments();
        _queue = new AppendQueue(options, _instruments);
        _writer = new JournalWriter(_queue, open, options, time, _instruments, stateChanged);
        _writer.Committed = head => Committed?.Invoke(head);
        _readers = new JournalReaders(options);
        _writer.Reopened = _readers.Renew;
        _instruments.Watch(() => Health);
    }

    /// <summary>Hears of each commit that is on the disk, on the writer's thread: quick, and never throws.</summary>
    internal Action<JournalHead>? Committed { get; set; }

    /// <summary>
    /// How many documents are on their way, when somebody knows: as long as enough of them keep the processors busy, items of streams wait
    /// for each other longer, and more of them share a commit. Asked on the writer's thread: quick, and never throws.
    /// </summary>
    public Func<int> DocumentsOnTheWay
    {
        set => _queue.DocumentsOnTheWay = value;
    }

    /// <summary>The node that the journal belongs to.</summary>
    public string NodeId => _options.NodeId;

    /// <summary>What the chain of this journal begins with, SHA-256.</summary>
    public ReadOnlyMemory<byte> Genesis => _writer.Genesis;

    /// <summary>Whether the journal takes work, and why not.</summary>
    public JournalHealth Health =>
        JournalSize.Added(
            _writer.Health with
            {
                Queued = _queue.Count,
                LastSequence = _writer.Head.Sequence,
                Rows = _writer.Head.Sequence - _writer.Anchor,
                OldestRow = _writer.OldestRow,
            },
            _options.Path
        );

    /// <summary>Where the chain stands: the last committed row and its hash.</summary>
    public JournalHead Head => _writer.Head;

    /// <summary>Opens the journal, makes it when the file is missing, brings an older schema up to date. Blocks on the disk.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">Says when a row was recorded, and drives recovery.</param>
    /// <param name="instruments">The measurements; stay the caller's. Null for none that can be reached.</param>
    /// <param name="stateChanged">Hears of each change of state, on the writer's thread: be quick, don't throw. Null for nobody.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>: the file is damaged, is no journal, is of a newer schema, belongs to another
    /// node, is in use by another process, or cannot be read. The cause says which, with the path.
    /// </exception>
    public static SqliteSigningJournal Open(
        JournalOptions options,
        TimeProvider time,
        JournalInstruments? instruments = null,
        Action<JournalHealth>? stateChanged = null
    )
    {
        JournalOptions real = options.AtRealPath();
        return Open(real, time, instruments, () => SqliteJournalFile.Open(real, time), stateChanged);
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public ValueTask<JournaledRequest?> FindAsync(RequestKey request, CancellationToken cancellationToken) =>
        _readers.FindAsync(request, cancellationToken);

    /// <inheritdoc />
    /// <remarks>
    /// Cancelled before the writer took it: nothing is written and the task is cancelled. After that the token has no effect: the task
    /// ends with the commit. The memory in the intents must not change until the task ends.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    /// <exception cref="ArgumentException">An intent lacks a value or has one out of range.</exception>
    public ValueTask AppendAsync(IReadOnlyList<SigningIntent> intents, CancellationToken cancellationToken) =>
        AppendAsync(intents, SigningLane.Interactive, cancellationToken);

    /// <inheritdoc />
    public async ValueTask AppendAsync(
        IReadOnlyList<SigningIntent> intents,
        SigningLane lane,
        CancellationToken cancellationToken
    )
    {
        if (intents.Count == 0)
        {
            return;
        }
        PendingAppend append = new() { Intents = EntryRules.Checked(intents), Lane = lane };
        await _queue.EnqueueAsync(append, cancellationToken);
        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (pending, token) => ((PendingAppend)pending!).TryCancel(token),
            append
        );
        await append.Task;
    }

    /// <inheritdoc />
    /// <remarks>The memory in the outcomes must not change until the task ends.</remarks>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    /// <exception cref="ArgumentException">An outcome lacks a value or has one out of range.</exception>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.RequestIdReused"/>: a step has its outcome already; the first one stands.
    /// <see cref="SigningErrorKind.Internal"/>: a step has no intent.
    /// </exception>
    public ValueTask AppendAsync(IReadOnlyList<SigningOutcome> outcomes) =>
        AppendAsync(outcomes, SigningLane.Interactive);

    /// <inheritdoc />
    public async ValueTask AppendAsync(IReadOnlyList<SigningOutcome> outcomes, SigningLane lane)
    {
        if (outcomes.Count == 0)
        {
            return;
        }
        PendingAppend append = new() { Outcomes = EntryRules.Checked(outcomes), Lane = lane };
        await _queue.EnqueueAsync(append, CancellationToken.None);
        await append.Task;
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public ValueTask<SealedPair?> FindPairAsync(RequestKey request, CancellationToken cancellationToken) =>
        _readers.FindPairAsync(request, cancellationToken);

    /// <inheritdoc />
    /// <remarks>The memory in the pair must not change until the task ends.</remarks>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    /// <exception cref="ArgumentException">The pair lacks a value or has a digest of another size.</exception>
    public async ValueTask AppendAsync(SealedPair pair)
    {
        PendingAppend append = new() { Pair = EntryRules.Checked(pair) };
        await _queue.EnqueueAsync(append, CancellationToken.None);
        await append.Task;
    }

    /// <inheritdoc />
    /// <remarks>A subject or a detail that is too long is cut: the event is worth more than its last words.</remarks>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    /// <exception cref="ArgumentException">The event lacks a value or has one out of range.</exception>
    public async ValueTask AppendAsync(JournalEvent entry)
    {
        PendingAppend append = new() { Event = EntryRules.Checked(entry) };
        await _queue.EnqueueAsync(append, CancellationToken.None);
        await append.Task;
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public async ValueTask KeepAsync(StatusEvidence evidence, CancellationToken cancellationToken)
    {
        if (await FindEvidenceAsync(evidence.Digest, cancellationToken) is null)
        {
            PendingAppend append = new() { Evidence = evidence };
            await _queue.EnqueueAsync(append, cancellationToken);
            await append.Task;
        }
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public ValueTask<StatusEvidence?> FindEvidenceAsync(
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    ) => _readers.FindEvidenceAsync(digest, cancellationToken);

    /// <summary>Intents without outcome, by sequence: the node stopped in between. While work is done, those in flight are among them.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    public async ValueTask<IReadOnlyList<OpenIntent>> FindOpenIntentsAsync(CancellationToken cancellationToken) =>
        await _readers.ReadAsync(static reader => OpenIntents.All(reader.Connect()), cancellationToken);

    /// <summary>
    /// Closes every open intent as <see cref="OutcomeKind.Unknown"/>, with one event that counts them, in one commit. Call it
    /// before work is taken: what is in flight would be closed too.
    /// </summary>
    /// <returns>What was closed; empty when there was nothing, and then no event.</returns>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    public async ValueTask<IReadOnlyList<OpenIntent>> CloseOpenIntentsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenIntent> open = await FindOpenIntentsAsync(cancellationToken);
        PendingAppend append =
            open.Count == 0 ? new() { ClosedThrough = Head.Sequence } : ClosedIntents.Append(open, Head.Sequence);
        await _queue.EnqueueAsync(append, cancellationToken);
        await append.Task;
        return open;
    }

    /// <summary>
    /// Looks up a request, for health checks: the last one that could not be, or one that nobody has asked for. Null when that is well, else why not;
    /// the reason may name a path, so it is not for callers.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    public async ValueTask<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _readers.FindAsync(_readers.Failed ?? s_nobodys, cancellationToken);
            return null;
        }
        catch (SigningException fault)
        {
            return fault.InnerException?.Message ?? fault.Message;
        }
    }

    /// <summary>Uses of keys by identity, version and day, as of the last commit.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    public async ValueTask<IReadOnlyList<KeyUse>> KeyUsesAsync(
        KeyUseSearch search,
        CancellationToken cancellationToken
    ) => await _readers.ReadAsync(reader => KeyUseTable.Read(reader.Connect(), search), cancellationToken);

    /// <summary>The newest checkpoints, newest first.</summary>
    internal async ValueTask<IReadOnlyList<SealedCheckpoint>> NewestCheckpointsAsync(
        int count,
        CancellationToken cancellationToken
    ) => await _readers.ReadAsync(reader => CheckpointTable.Newest(reader.Connect(), count), cancellationToken);

    /// <summary>Keeps a checkpoint, and notes up to where no intent is open, so that the next start has little to walk.</summary>
    internal async ValueTask KeepAsync(SealedCheckpoint checkpoint)
    {
        ClosedMark closed = await _readers.ReadAsync(
            reader => new ClosedMark(OpenIntents.ClosedThrough(reader.Connect(), checkpoint.Checkpoint.Sequence)),
            CancellationToken.None
        );
        PendingAppend append = new() { Checkpoint = checkpoint, ClosedThrough = closed.Sequence };
        await _queue.EnqueueAsync(append, CancellationToken.None);
        await append.Task;
    }

    /// <summary>
    /// Tries now, not at the next interval, whether a failed journal can write again. True when the journal takes work.
    /// </summary>
    public Task<bool> TryRecoverAsync(CancellationToken cancellationToken) =>
        _queue.RequestRecovery().WaitAsync(cancellationToken);

    /// <summary>Takes no more appends, writes those that came before, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _writer.Ended;
            return;
        }
        // The readers go first: whoever closes the file last moves the WAL into it, and a reader may not.
        await _readers.CloseAsync();
        _queue.Complete();
        await _writer.Ended;
        _queue.Dispose();
        _lock.Dispose();
        if (_ownsInstruments)
        {
            _instruments.Dispose();
        }
    }

    /// <summary>As the public one, with a file that tests may let fail.</summary>
    internal static SqliteSigningJournal Open(
        JournalOptions options,
        TimeProvider time,
        JournalInstruments? instruments,
        Func<IJournalFile> open,
        Action<JournalHealth>? stateChanged = null
    )
    {
        options.Validate();
        JournalLock? fileLock = null;
        try
        {
            fileLock = JournalLock.Take(options.Path);
            return new SqliteSigningJournal(fileLock, open, options, time, instruments, stateChanged);
        }
        catch (Exception failure)
        {
            fileLock?.Dispose();
            if (JournalConnection.IsStorageFailure(failure))
            {
                throw JournalFaults.NotOpened(failure);
            }
            throw;
        }
    }

    private sealed record ClosedMark(long Sequence);
}
