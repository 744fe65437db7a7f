// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The one thread that writes. It takes all appends that wait, has <see cref="BatchWriter"/> write them in one transaction and ends
/// their tasks after COMMIT; appends that come meanwhile join the next. What goes wrong with one of them alone is its own refusal;
/// anything else fails the whole commit and the journal with it, because after a failed fsync nobody knows what is on the disk.
/// </summary>
internal sealed class JournalWriter
{
    private readonly AppendQueue _queue;
    private readonly Func<IJournalFile> _open;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly JournalInstruments _instruments;
    private readonly Action<JournalHealth>? _stateChanged;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PendingAppend> _batch = [];
    private readonly BatchWriter _writer = new();
    private IJournalFile? _file;
    private ITimer? _recoveryTimer;
    private string? _oldestRecordedAt;
    private volatile JournalHead _head;
    private volatile JournalHealth _health;

    /// <summary>Opens the file and starts the thread.</summary>
    public JournalWriter(
        AppendQueue queue,
        Func<IJournalFile> open,
        JournalOptions options,
        TimeProvider time,
        JournalInstruments instruments,
        Action<JournalHealth>? stateChanged
    )
    {
        _stateChanged = stateChanged;
        (_queue, _open, _options, _time, _instruments) = (queue, open, options, time, instruments);
        _file = open();
        _head = _file.Head;
        Genesis = _file.Genesis;
        Anchor = _file.Anchor;
        _oldestRecordedAt = _file.OldestRecordedAt;
        _health = Snapshot(JournalState.Running, reason: null);
        new Thread(Run) { IsBackground = true, Name = "journal-writer" }.Start();
    }

    /// <summary>State, reason and time of the last change; the last row is <see cref="Head"/>.</summary>
    public JournalHealth Health => _health;

    /// <summary>The last committed row.</summary>
    public JournalHead Head => _head;

    /// <summary>What the chain of the file begins with.</summary>
    public ReadOnlyMemory<byte> Genesis { get; }

    /// <summary>The last row that was archived; 0 when none was.</summary>
    public long Anchor { get; }

    /// <summary>When the oldest row was recorded; null when there is none.</summary>
    public DateTimeOffset? OldestRow => Volatile.Read(ref _oldestRecordedAt) is { } text ? ColumnText.Time(text) : null;

    /// <summary>Hears of each commit that is on the disk, on the writer's thread: quick, and never throws.</summary>
    public Action<JournalHead>? Committed { get; set; }

    /// <summary>Hears that the file was opened again behind a failure, on the writer's thread: quick, and never throws.</summary>
    public Action? Reopened { get; set; }

    /// <summary>Ends when the queue is drained and the file closed.</summary>
    public Task Ended => _ended.Task;

    private void Run()
    {
        WriterSignal signal;
        while ((signal = _queue.Take(_batch)) != WriterSignal.End)
        {
            if (signal == WriterSignal.Recover)
            {
                _queue.AnswerRecovery(_file is not null || TryReopen());
            }
            else
            {
                CommitBatch();
                _batch.Clear();
            }
        }
        _recoveryTimer?.Dispose();
        CloseFile();
        Change(JournalState.Stopped, reason: null);
        _ended.SetResult();
    }

    private void CommitBatch()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            WriteBatch(_file!);
            int rows = (int)(_file!.Head.Sequence - _head.Sequence);
            _head = _file.Head;
            _instruments.Committed(rows, Stopwatch.GetElapsedTime(start));
        }
#pragma warning disable CA1031 // Whatever it was, the callers must be told and the thread must live.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            FailBatch(failure);
            return;
        }
        foreach (PendingAppend append in _batch)
        {
            append.Complete();
        }
        Committed?.Invoke(_head);
    }

    private void WriteBatch(IJournalFile file)
    {
        string recordedAt = ColumnText.Of(_time.GetUtcNow());
        _writer.Write(file, _batch, recordedAt);
        if (_oldestRecordedAt is null && file.Head.Sequence > _head.Sequence)
        {
            Volatile.Write(ref _oldestRecordedAt, recordedAt);
        }
    }

    /// <summary>The state changes, and recovery is under way, before the callers hear of it: none of them meets a journal that still takes work.</summary>
    private void FailBatch(Exception failure)
    {
        _instruments.Failed();
        Change(JournalState.Failed, failure.Message);
        List<PendingAppend> waiting = _queue.Refuse(failure);
        _writer.Forget();
        CloseFile();
        _recoveryTimer ??= _time.CreateTimer(
            static queue => _ = ((AppendQueue)queue!).RequestRecovery(),
            _queue,
            _options.RecoveryInterval,
            _options.RecoveryInterval
        );
        foreach (PendingAppend append in _batch.Concat(waiting))
        {
            append.Fail(JournalFaults.NotWritten(failure));
        }
    }

    /// <summary>
    /// Opens the file again: what the failed commit left behind is rolled back, or, when it reached the disk after all, seen and
    /// counted. Work is taken again only by the file that has the last acknowledged row, and after a probe was committed to it: never by a
    /// new file, or an older copy, that somebody's hands left in its place.
    /// </summary>
    private bool TryReopen()
    {
        IJournalFile? file = null;
        try
        {
            file = Reopen();
            file.Probe();
        }
#pragma warning disable CA1031 // Whatever it was, the journal stays failed and the thread must live.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _file = file;
            CloseFile();
            _instruments.Failed();
            TellWhy(failure.InnerException?.Message ?? failure.Message);
            return false;
        }
        _file = file;
        _head = file.Head;
        Reopened?.Invoke();
        Volatile.Write(ref _oldestRecordedAt, file.OldestRecordedAt);
        _recoveryTimer?.Dispose();
        _recoveryTimer = null;
        _health = Snapshot(JournalState.Running, reason: null);
        _queue.Accept();
        Tell();
        return true;
    }

    private IJournalFile Reopen()
    {
        RequireOwn();
        return _open();
    }

    // Without writing: what opens a file to write moves the WAL beside it into it, also the journal's into a copy that was put there.
    private void RequireOwn()
    {
        if (!File.Exists(_options.Path))
        {
            throw new InvalidDataException(
                $"{_options.Path} is gone. Put it back; or stop the node, and restore the journal from a backup."
            );
        }
        using SqliteConnection reader = ReadOnlyJournal.Open(_options.Path);
        if (!ForeignFile.Read(() => JournalHeads.Holds(reader, _head)))
        {
            throw new InvalidDataException(
                $"{_options.Path} is another file: it lacks row {_head.Sequence}, which was acknowledged, or has another in its place. "
                    + "Put the journal back; or stop the node, and restore it from a backup."
            );
        }
    }

    private void CloseFile()
    {
        try
        {
            _file?.Dispose();
        }
#pragma warning disable CA1031 // Closing a file that has failed may fail again; there is nothing left to save.
        catch (Exception)
#pragma warning restore CA1031
        {
            _instruments.Failed();
        }
        _file = null;
    }

    // Each attempt fails for the same reason as the one before, unless somebody did something: that is told.
    private void TellWhy(string reason)
    {
        if (reason != _health.Reason)
        {
            _health = _health with { Reason = reason };
            Tell();
        }
    }

    private void Change(JournalState state, string? reason)
    {
        _health = Snapshot(state, reason);
        Tell();
    }

    private void Tell()
    {
        try
        {
            _stateChanged?.Invoke(_health);
        }
#pragma warning disable CA1031 // A listener's defect must not end the writer's thread.
        catch (Exception)
#pragma warning restore CA1031
        {
            _instruments.Failed();
        }
    }

    private JournalHealth Snapshot(JournalState state, string? reason) => new(state, reason, _time.GetUtcNow(), 0, 0);
}
