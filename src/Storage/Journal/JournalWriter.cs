// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The one thread that writes. It takes all appends that wait, writes them in one transaction and ends their tasks after COMMIT;
/// appends that come meanwhile join the next. An append that breaks a rule is undone alone; anything else that goes wrong fails the
/// whole commit and the journal with it, because after a failed fsync nobody knows what is on the disk.
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
    private IJournalFile? _file;
    private ITimer? _recoveryTimer;
    private long _lastSequence;
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
        _lastSequence = _file.LastSequence;
        _health = Snapshot(JournalState.Running, reason: null);
        new Thread(Run) { IsBackground = true, Name = "journal-writer" }.Start();
    }

    /// <summary>State, reason and time of the last change; the last sequence is <see cref="LastSequence"/>.</summary>
    public JournalHealth Health => _health;

    /// <summary>The sequence of the last committed row.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

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
            long sequence = WriteBatch(_file!);
            int rows = (int)(sequence - _lastSequence);
            Volatile.Write(ref _lastSequence, sequence);
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
    }

    private long WriteBatch(IJournalFile file)
    {
        string recordedAt = ColumnText.Of(_time.GetUtcNow());
        long sequence = _lastSequence;
        file.Begin();
        foreach (PendingAppend append in _batch)
        {
            sequence = WriteAppend(file, append, sequence, recordedAt);
        }
        file.Commit();
        return sequence;
    }

    /// <summary>One row is atomic by itself; more need a savepoint. Returns the last sequence in use.</summary>
    private static long WriteAppend(IJournalFile file, PendingAppend append, long sequence, string recordedAt)
    {
        bool several = append.Rows > 1;
        if (several)
        {
            file.Savepoint();
        }
        try
        {
            long last = WriteRows(file, append, sequence, recordedAt);
            if (several)
            {
                file.Release();
            }
            return last;
        }
        catch (SigningException refusal)
        {
            append.Refusal = refusal;
            if (several)
            {
                file.RollbackToSavepoint();
            }
            return sequence;
        }
    }

    private static long WriteRows(IJournalFile file, PendingAppend append, long sequence, string recordedAt)
    {
        if (append.Evidence is not null)
        {
            file.Insert(append.Evidence);
        }
        foreach (SigningIntent intent in append.Intents)
        {
            file.Insert(intent, ++sequence, recordedAt);
        }
        foreach (SigningOutcome outcome in append.Outcomes)
        {
            file.Insert(outcome, ++sequence, recordedAt);
        }
        if (append.Pair is { } pair)
        {
            file.Insert(pair, ++sequence, recordedAt);
        }
        return sequence;
    }

    /// <summary>The state changes before the callers hear of it, so that none of them meets a journal that still takes work.</summary>
    private void FailBatch(Exception failure)
    {
        _instruments.Failed();
        Change(JournalState.Failed, failure.Message);
        List<PendingAppend> waiting = _queue.Refuse(failure);
        CloseFile();
        foreach (PendingAppend append in _batch.Concat(waiting))
        {
            append.Fail(JournalFaults.NotWritten(failure));
        }
        _recoveryTimer ??= _time.CreateTimer(
            static queue => _ = ((AppendQueue)queue!).RequestRecovery(),
            _queue,
            _options.RecoveryInterval,
            _options.RecoveryInterval
        );
    }

    /// <summary>
    /// Opens the file again: what the failed commit left behind is rolled back, or, when it reached the disk after all, seen and
    /// counted. Work is taken again only after a probe was committed.
    /// </summary>
    private bool TryReopen()
    {
        IJournalFile? file = null;
        try
        {
            file = _open();
            file.Probe();
        }
#pragma warning disable CA1031 // Whatever it was, the journal stays failed and the thread must live.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _file = file;
            CloseFile();
            _instruments.Failed();
            _health = _health with { Reason = failure.InnerException?.Message ?? failure.Message };
            return false;
        }
        _file = file;
        Volatile.Write(ref _lastSequence, file.LastSequence);
        _recoveryTimer?.Dispose();
        _recoveryTimer = null;
        _health = Snapshot(JournalState.Running, reason: null);
        _queue.Accept();
        Tell();
        return true;
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
