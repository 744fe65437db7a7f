// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>
/// What a node does with its journal beside signing: closes at the start what a crash left open, tells of start and stop, takes
/// events, seals checkpoints, watches the size. Started before work is taken, disposed after the last of it and before tokens and journal.
/// </summary>
internal sealed partial class NodeJournal : IAsyncDisposable
{
    private static readonly string Version =
        typeof(NodeJournal).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    private readonly SqliteSigningJournal _journal;
    private readonly SigningServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EventRecorder _events;
    private readonly JournalRoom _room;
    private CheckpointWriter? _checkpoints;
    private bool _isStarted;
    private bool _isSealFailing;

    public NodeJournal(
        SqliteSigningJournal journal,
        EventRecorder events,
        SigningServerOptions options,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        (_journal, _events, _options, _time) = (journal, events, options, time);
        _logger = loggers.CreateLogger<NodeJournal>();
        _room = new JournalRoom(() => journal.Health, options.Journal, time, loggers.CreateLogger<JournalRoom>());
    }

    /// <summary>What there is before the journal is opened: who takes events, and who seals; what is wrong is noted.</summary>
    public static (EventRecorder Events, CheckpointIdentity? Seal) Prepare(
        SigningServerOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        ErrorList errors
    ) =>
        (
            new EventRecorder(time, loggers.CreateLogger<EventRecorder>()),
            CheckpointIdentity.Load(options.Journal, errors)
        );

    /// <summary>Closes what was left open and tells of the start; durable when the task ends.</summary>
    /// <param name="signer">Seals checkpoints; null for none: the chain then says what was altered, but not by whom it was made.</param>
    /// <param name="sealEnds">Until when it can; null for always, or when there is none.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>: then no work may be taken.</exception>
    public async Task StartAsync(
        ICheckpointSigner? signer,
        DateTimeOffset? sealEnds,
        CancellationToken cancellationToken
    )
    {
        await CloseOpenIntentsAsync(cancellationToken);
        await _journal.AppendAsync(
            new JournalEvent
            {
                Kind = JournalEventKind.NodeStarted,
                Detail = $"Version {Version}, environment {_options.Environment}.",
            }
        );
        _isStarted = true;
        _events.Start(_journal);
        if (signer is null)
        {
            LogUnsealed();
        }
        else
        {
            _checkpoints = await CheckpointWriter.StartAsync(
                _journal,
                signer,
                CheckpointOptions(),
                _time,
                CheckpointChanged,
                cancellationToken
            );
        }
        _room.Start(sealEnds);
    }

    /// <summary>Writes what is left, tells of the stop, and covers it with a last checkpoint.</summary>
    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _events.DisposeAsync();
        if (_isStarted)
        {
            await TellStopAsync();
        }
        if (_checkpoints is not null)
        {
            await _checkpoints.DisposeAsync();
        }
    }

    // Whether the key was used is not known; nothing was returned. A repeat of the request is the next attempt.
    private async Task CloseOpenIntentsAsync(CancellationToken cancellationToken)
    {
        var closed = await _journal.CloseOpenIntentsAsync(cancellationToken);
        if (closed.Count == 0)
        {
            return;
        }
        foreach (var intent in closed)
        {
            LogOpenIntent(
                intent.Request.Tenant,
                intent.Request.RequestId,
                intent.Attempt,
                intent.Step,
                intent.Sequence
            );
        }
        LogClosed(closed.Count);
    }

    private async Task TellStopAsync()
    {
        try
        {
            await _journal.AppendAsync(new JournalEvent { Kind = JournalEventKind.NodeStopped });
        }
        catch (SigningException e)
        {
            LogStopNotTold(e);
        }
    }

    private CheckpointOptions CheckpointOptions() =>
        new()
        {
            Rows = _options.Journal.CheckpointRows,
            Interval = TimeSpan.FromSeconds(_options.Journal.CheckpointSeconds),
            Folder = _options.Journal.CheckpointFolder,
        };

    private void CheckpointChanged(CheckpointHealth health)
    {
        if (health.Failure is { } failure)
        {
            _isSealFailing = true;
            if (health.IsFolderFailure)
            {
                LogFailed(
                    "The folder of checkpoints could not be written",
                    failure,
                    "The journal has them, up to row",
                    health.Sequence
                );
            }
            else
            {
                LogFailed(
                    "The journal could not be sealed",
                    failure,
                    "No checkpoint covers what is behind row",
                    health.Sequence
                );
            }
            return;
        }
        if (_isSealFailing)
        {
            LogSealAgain(health.Sequence);
        }
        _isSealFailing = false;
    }

    [LoggerMessage(
        1821,
        LogLevel.Warning,
        "Checkpoints of the journal are not signed: journal.checkpointKey is not set, so nothing proves that the chain is this node's, and no year of it can be archived"
    )]
    private partial void LogUnsealed();

    [LoggerMessage(
        1822,
        LogLevel.Warning,
        "{Tenant} {RequestId} attempt {Attempt} step {Step} was left open (row {Row})"
    )]
    private partial void LogOpenIntent(string tenant, string requestId, int attempt, int step, long row);

    [LoggerMessage(
        1823,
        LogLevel.Warning,
        "{Count} intents without outcome are closed as unknown: the node had not stopped in order"
    )]
    private partial void LogClosed(int count);

    [LoggerMessage(1824, LogLevel.Error, "The stop of the node could not be journaled")]
    private partial void LogStopNotTold(Exception failure);

    [LoggerMessage(1825, LogLevel.Error, "{What}: {Failure} {Consequence} {Row}")]
    private partial void LogFailed(string what, string failure, string consequence, long row);

    [LoggerMessage(1826, LogLevel.Information, "Checkpoints are made and kept again, up to row {Row}")]
    private partial void LogSealAgain(long row);
}
