// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>
/// Warns before the journal, or its disk, is full, and before the certificate of its seal ends: in the log, once a day while it lasts.
/// </summary>
internal sealed partial class JournalRoom : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(1);

    // As the check of the configuration has it.
    private static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(30);

    private readonly Func<JournalHealth> _health;
    private readonly JournalSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long? _warnedOfSize;
    private long? _warnedOfDisk;
    private long? _warnedOfSeal;
    private DateTimeOffset? _sealEnds;

    public JournalRoom(
        Func<JournalHealth> health,
        JournalSettings settings,
        TimeProvider time,
        ILogger<JournalRoom> logger
    ) => (_health, _settings, _time, _logger) = (health, settings, time, logger);

    /// <summary>Looks now, and from now on every minute.</summary>
    /// <param name="sealEnds">Until when checkpoints can be sealed; null when they are not.</param>
    public void Start(DateTimeOffset? sealEnds = null)
    {
        _sealEnds = sealEnds;
        Look();
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            using var tick = new PeriodicTimer(Interval, _time);
            while (await tick.WaitForNextTickAsync(_stopping.Token))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Look()
    {
        var health = _health();
        // What can't be told is no reason to warn.
        var (file, free) = (health.FileBytes >> 20, (health.FreeDiskBytes ?? long.MaxValue) >> 20);
        if (IsDue(ref _warnedOfSize, _settings.WarnMegabytes > 0 && file >= _settings.WarnMegabytes))
        {
            LogLarge(file);
        }
        if (IsDue(ref _warnedOfDisk, free < _settings.WarnFreeMegabytes))
        {
            LogFull(free);
        }
        if (IsDue(ref _warnedOfSeal, _sealEnds - _time.GetUtcNow() <= CertificateNotice))
        {
            LogSealEnds(_sealEnds!.Value);
        }
    }

    // A day is one of no clock that can be set.
    private bool IsDue(ref long? warned, bool holds)
    {
        if (!holds || (warned is { } last && _time.GetElapsedTime(last) < Reminder))
        {
            warned = holds ? warned : null;
            return false;
        }
        warned = _time.GetTimestamp();
        return true;
    }

    [LoggerMessage(
        1831,
        LogLevel.Warning,
        "The journal has {Megabytes} MiB: archive the years that have ended (hbs audit archive)"
    )]
    private partial void LogLarge(long megabytes);

    [LoggerMessage(
        1832,
        LogLevel.Warning,
        "The journal's disk has {Megabytes} MiB left: when it is full, nothing is signed"
    )]
    private partial void LogFull(long megabytes);

    [LoggerMessage(
        1833,
        LogLevel.Warning,
        "The journal is sealed with a certificate that ends, or whose issuer ends, at {End:u}: no checkpoint is sealed after that"
    )]
    private partial void LogSealEnds(DateTimeOffset end);
}
