// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The run in slices of time. Keeps one histogram, whatever the length of the run: a slice that is over is a few numbers.</summary>
internal sealed class LoadTimeline
{
    private readonly List<LoadSlice> _slices = [];
    private readonly Lock _lock = new();
    private LatencyHistogram _current = new();
    private TimeSpan _from;
    private long _errors;
    private long _inFlight;

    /// <summary>The slices that are over.</summary>
    public IReadOnlyList<LoadSlice> Slices
    {
        get
        {
            lock (_lock)
            {
                return [.. _slices];
            }
        }
    }

    /// <summary>Documents that have no answer yet.</summary>
    public long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>One was sent.</summary>
    public void Began() => Interlocked.Increment(ref _inFlight);

    /// <summary>One ended.</summary>
    public void Record(TimeSpan latency, bool isOk)
    {
        Interlocked.Decrement(ref _inFlight);
        if (isOk)
        {
            Volatile.Read(ref _current).Record(latency);
        }
        else
        {
            Interlocked.Increment(ref _errors);
        }
    }

    /// <summary>Ends a slice and begins the next one.</summary>
    /// <param name="now">From the beginning of the run.</param>
    /// <param name="server">What the server used since the slice before; null when nobody says.</param>
    public LoadSlice Cut(TimeSpan now, ServerUse? server)
    {
        // One that is recorded right now may fall into the old histogram after it was read: a slice, not the result, lacks it.
        var ended = Interlocked.Exchange(ref _current, new LatencyHistogram());
        var seconds = Math.Max((now - _from).TotalSeconds, 1e-6);
        var slice = new LoadSlice(
            _from,
            now,
            ended.Count / seconds,
            Interlocked.Exchange(ref _errors, 0),
            ended.Quantile(0.5),
            ended.Quantile(0.99),
            ended.Max,
            InFlight,
            server
        );
        lock (_lock)
        {
            _slices.Add(slice);
        }
        _from = now;
        return slice;
    }
}
