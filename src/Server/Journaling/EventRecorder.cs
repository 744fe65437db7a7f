// SPDX-License-Identifier: Apache-2.0
using System.Threading.Channels;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>
/// Takes events from those who can't wait and writes them to the journal, in order, by one task. What the bounded queue can't
/// take, and what the journal refuses, is counted and told by a row of its own as soon as there is room again.
/// </summary>
internal sealed partial class EventRecorder : IEventRecorder, IAsyncDisposable
{
    /// <summary>How long equal refusals are summed up, and how often lost events are tried to be told.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Channel<JournalEvent> _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RefusalWindow _refusals = new();
    private readonly LostEvents _lost = new();
    private IEventJournal? _journal;
    private Task _running = Task.CompletedTask;
    private bool _isFailing;
    private volatile bool _isClosed;

    public EventRecorder(TimeProvider time, ILogger<EventRecorder> logger, int capacity = 4096)
    {
        (_time, _logger) = (time, logger);
        _queue = Channel.CreateBounded<JournalEvent>(
            new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );
    }

    /// <summary>Begins to write. What came before waits in the queue.</summary>
    public void Start(IEventJournal journal)
    {
        _journal = journal;
        _running = Task.Run(RunAsync);
    }

    public void Record(JournalEvent entry)
    {
        var clipped = EventText.Clip(entry);
        if (!_queue.Writer.TryWrite(clipped))
        {
            _lost.Add(clipped);
            if (_isClosed)
            {
                LogLate(clipped.Kind, clipped.Caller);
            }
        }
    }

    /// <summary>Writes what was taken, and ends; what could not be written is logged.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
        // Before the last look: what comes behind it logs itself, so that none is only counted.
        _isClosed = true;
        // There are some when it never began.
        while (_queue.Reader.TryRead(out var entry))
        {
            _lost.Add(entry);
        }
        foreach (var entry in _lost.Take())
        {
            LogNeverWritten(entry.Count, entry.Kind, entry.Caller);
        }
    }

    private async Task RunAsync()
    {
        Task<bool>? more = null;
        Task? window = null;
        while (true)
        {
            more ??= _queue.Reader.WaitToReadAsync().AsTask();
            await Task.WhenAny(window is null ? [more] : [more, window]);
            if (more.IsCompleted)
            {
                if (!await more)
                {
                    break;
                }
                more = null;
            }
            var rows = TakeAll();
            if (window is { IsCompleted: true })
            {
                rows = [.. rows, .. _refusals.Close(), .. _lost.Take()];
                window = null;
            }
            await WriteAsync(rows);
            if (_refusals.IsOpen || !_lost.IsEmpty)
            {
                window ??= Task.Delay(Window, _time);
            }
        }
        await WriteAsync([.. _refusals.Close(), .. _lost.Take()]);
    }

    private List<JournalEvent> TakeAll()
    {
        var rows = new List<JournalEvent>();
        while (_queue.Reader.TryRead(out var entry))
        {
            if (_refusals.Take(entry) is { } row)
            {
                rows.Add(row);
            }
        }
        return rows;
    }

    // All at once, so that they share a commit; the queue of the journal keeps their order.
    private async Task WriteAsync(IReadOnlyList<JournalEvent> rows)
    {
        var writes = rows.Select(row => (Row: row, Task: AppendAsync(row))).ToArray();
        foreach (var (row, task) in writes)
        {
            if (await task is { } failure)
            {
                _lost.Add(row);
                LogFailure(row, failure);
            }
            else
            {
                _isFailing = false;
            }
        }
    }

    private async Task<Exception?> AppendAsync(JournalEvent row)
    {
        try
        {
            await _journal!.AppendAsync(row);
            return null;
        }
#pragma warning disable CA1031 // Whatever it was, the events that follow must be tried.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
    }

    // Once for each time that the journal fails: the journal's own state is logged elsewhere.
    private void LogFailure(JournalEvent row, Exception failure)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            LogNotWritten(row.Kind, row.Caller, failure);
        }
    }

    [LoggerMessage(1801, LogLevel.Error, "An event ({Kind} of '{Caller}') could not be journaled; it is counted")]
    private partial void LogNotWritten(JournalEventKind kind, string caller, Exception failure);

    [LoggerMessage(1802, LogLevel.Error, "{Count} events ({Kind} of '{Caller}') were never journaled")]
    private partial void LogNeverWritten(int count, JournalEventKind kind, string caller);

    [LoggerMessage(1803, LogLevel.Error, "An event ({Kind} of '{Caller}') came after the journal was closed")]
    private partial void LogLate(JournalEventKind kind, string caller);
}
