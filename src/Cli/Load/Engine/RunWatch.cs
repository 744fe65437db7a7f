// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Cuts a run into slices and reads the server's counters: at the end of the warm-up, at each slice, and at the end.</summary>
internal sealed class RunWatch(IServerMeter meter, RunClock clock, LoadTimeline timeline, StageTimes? stages)
    : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private ServerReading? _first;
    private ServerReading? _last;
    private bool _hasBegun;
    private bool _isLastMissing;
    private long _peak;
    private IReadOnlyDictionary<string, double> _stagesBefore = new Dictionary<string, double>();

    /// <summary>
    /// What the server used from the end of the warm-up to the end; null when nobody says, at either of the two, or when another server
    /// began to count in between: the use of a part would be divided by all documents.
    /// </summary>
    public ServerUse? Used =>
        _first is { } first && _last is { } last && !_isLastMissing && last.CpuSeconds >= first.CpuSeconds
            ? last.Since(first)
            : null;

    /// <summary>The most resident memory since then.</summary>
    public long? PeakRssBytes => _first is null ? null : Math.Max(_peak, _last?.PeakRssBytes ?? 0);

    /// <summary>Seconds by stage since then.</summary>
    public IReadOnlyDictionary<string, double> StageSeconds { get; private set; } = new Dictionary<string, double>();

    /// <summary>Watches until <see cref="End"/>.</summary>
    public async Task RunAsync(
        TimeSpan warmUp,
        TimeSpan slice,
        Action<LoadSlice> cut,
        CancellationToken cancellationToken
    )
    {
        var before = await meter.ReadAsync(cancellationToken);
        if (warmUp <= TimeSpan.Zero)
        {
            Begin(before);
        }
        var last = TimeSpan.Zero;
        var next = TimeSpan.Zero;
        // Also when it was over before the first reading came back: a run has a slice.
        do
        {
            next = Next(next);
            await WaitAsync(next - clock.Now, cancellationToken);
            var now = await meter.ReadAsync(cancellationToken);
            if (!_hasBegun && clock.Now >= warmUp)
            {
                Begin(now);
            }
            _peak = Math.Max(_peak, now?.RssBytes ?? 0);
            (_last, _isLastMissing) = (now ?? _last, now is null);
            if (_end.IsCancellationRequested && last > TimeSpan.Zero && clock.Now - last < slice / 2)
            {
                // What was in flight ends in a moment: the rate of that would be one that never was.
                break;
            }
            cut(timeline.Cut(clock.Now, before is null ? null : now?.Since(before)));
            (before, last) = (now ?? before, clock.Now);
        } while (!_end.IsCancellationRequested);
        StageSeconds = stages?.Since(_stagesBefore) ?? StageSeconds;

        // A slice ends with the warm-up, so that nothing of it is counted.
        TimeSpan Next(TimeSpan from) => from < warmUp && from + slice > warmUp ? warmUp : from + slice;
    }

    /// <summary>The run is over: one more reading, and one more slice when it is half as long as others.</summary>
    public void End() => _end.Cancel();

    /// <inheritdoc />
    public void Dispose() => _end.Dispose();

    private void Begin(ServerReading? reading)
    {
        if (meter is ProcessMeter)
        {
            ProcessMeter.ResetPeak();
        }
        (_first, _hasBegun) = (reading, true);
        // What the warm-up needed is not the run's.
        _peak = 0;
        _stagesBefore = stages?.Read() ?? _stagesBefore;
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
        {
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        try
        {
            await Task.Delay(wait, clock.Time, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The end came first.
        }
    }
}
