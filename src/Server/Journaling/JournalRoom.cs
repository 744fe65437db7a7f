// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>Warns before the journal, or its disk, is full: in the log once a day while it lasts, and as metrics.</summary>
internal sealed partial class JournalRoom : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(1);

    private readonly string _path;
    private readonly JournalSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Meter _meter = new(ServerInstruments.MeterName);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private DateTimeOffset? _warnedOfSize;
    private DateTimeOffset? _warnedOfDisk;

    public JournalRoom(SigningServerOptions options, TimeProvider time, ILogger<JournalRoom> logger)
    {
        (_path, _settings, _time, _logger) = (options.JournalPath, options.Journal, time, logger);
        _meter.CreateObservableGauge("hocbaso.journal.file.size", FileBytes, "By", "The journal's file and its WAL");
        _meter.CreateObservableGauge("hocbaso.journal.disk.free", FreeBytes, "By", "Room on the journal's disk");
    }

    /// <summary>Looks now, and from now on every minute.</summary>
    public void Start()
    {
        Look();
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _meter.Dispose();
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
        var (file, free) = (FileBytes() >> 20, FreeBytes() >> 20);
        if (IsDue(ref _warnedOfSize, _settings.WarnMegabytes > 0 && file >= _settings.WarnMegabytes))
        {
            LogLarge(file);
        }
        if (IsDue(ref _warnedOfDisk, free < _settings.WarnFreeMegabytes))
        {
            LogFull(free);
        }
    }

    private bool IsDue(ref DateTimeOffset? warned, bool holds)
    {
        var now = _time.GetUtcNow();
        if (!holds || now - warned < Reminder)
        {
            warned = holds ? warned : null;
            return false;
        }
        warned = now;
        return true;
    }

    private long FileBytes() => LengthOf(_path) + LengthOf(_path + "-wal");

    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;

    // What can't be told is no reason to warn.
    private long FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(_path)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
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
}
