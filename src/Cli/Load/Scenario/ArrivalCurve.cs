// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>
/// When documents arrive: a rate over time, straight between its points. The times follow from the curve alone, never from what
/// the server does, so that a stall of the server makes documents wait instead of keeping them away.
/// </summary>
internal sealed class ArrivalCurve
{
    private readonly ArrivalPoint[] _points;
    private readonly double[] _before; // arrivals before each point

    /// <summary>Makes a curve.</summary>
    /// <param name="points">Two or more, with growing times from zero on; rates are not negative.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public ArrivalCurve(IEnumerable<ArrivalPoint> points)
    {
        _points = [.. points];
        var grows = _points.Zip(_points.Skip(1)).All(static p => p.First.At < p.Second.At);
        if (_points.Length < 2 || _points[0].At != TimeSpan.Zero || !grows)
        {
            throw new ArgumentException("A curve has two or more points, at growing times from 0 on.", nameof(points));
        }
        if (_points.Any(static p => p.Rate < 0 || !double.IsFinite(p.Rate)))
        {
            throw new ArgumentException("A rate is 0 or more.", nameof(points));
        }
        _before = new double[_points.Length];
        for (var i = 1; i < _points.Length; i++)
        {
            var (a, b) = (_points[i - 1], _points[i]);
            _before[i] = _before[i - 1] + ((a.Rate + b.Rate) / 2 * (b.At - a.At).TotalSeconds);
        }
    }

    /// <summary>The points.</summary>
    public IReadOnlyList<ArrivalPoint> Points => _points;

    /// <summary>How long it lasts.</summary>
    public TimeSpan Duration => _points[^1].At;

    /// <summary>How many arrive in all, parts of a document included.</summary>
    public double Total => _before[^1];

    /// <summary>How many whole documents arrive.</summary>
    public long Count => (long)Math.Floor(_before[^1] + 1e-9);

    /// <summary>The highest rate, in documents per second.</summary>
    public double Peak => _points.Max(static p => p.Rate);

    /// <summary>The same rate all the time, reached in a straight line from nothing when there is a ramp.</summary>
    public static ArrivalCurve Constant(double rate, TimeSpan duration, TimeSpan ramp)
    {
        if (ramp <= TimeSpan.Zero)
        {
            return new ArrivalCurve([new(TimeSpan.Zero, rate), new(duration, rate)]);
        }
        return ramp >= duration
            ? new ArrivalCurve([new(TimeSpan.Zero, 0), new(duration, rate * (duration / ramp))])
            : new ArrivalCurve([new(TimeSpan.Zero, 0), new(ramp, rate), new(duration, rate)]);
    }

    /// <summary>
    /// The same shape in another time, behind a lead at its first rate. Rates stay as they are: each hour is as busy as it was, only
    /// shorter.
    /// </summary>
    /// <param name="duration">How long it lasts then.</param>
    /// <param name="lead">How long its first rate lasts before it.</param>
    /// <param name="intensity">What each rate is multiplied by.</param>
    public ArrivalCurve Compress(TimeSpan duration, TimeSpan lead, double intensity)
    {
        var factor = duration / Duration;
        var shape = _points.Select(p => new ArrivalPoint(lead + (p.At * factor), p.Rate * intensity));
        return new ArrivalCurve(
            lead > TimeSpan.Zero ? shape.Prepend(new(TimeSpan.Zero, _points[0].Rate * intensity)) : shape
        );
    }

    /// <summary>The same times with other rates.</summary>
    public ArrivalCurve Scale(double factor) => new(_points.Select(p => p with { Rate = p.Rate * factor }));

    /// <summary>Documents per second at a time; 0 outside the curve.</summary>
    public double RateAt(TimeSpan at)
    {
        if (at < TimeSpan.Zero || at > Duration)
        {
            return 0;
        }
        var (a, b) = Around(at);
        return a.Rate + ((b.Rate - a.Rate) * ((at - a.At) / (b.At - a.At)));
    }

    /// <summary>How many arrive before a time, parts of a document included.</summary>
    public double CountBefore(TimeSpan at)
    {
        var inside = TimeSpan.FromTicks(Math.Clamp(at.Ticks, 0, Duration.Ticks));
        var (a, _) = Around(inside);
        var seconds = (inside - a.At).TotalSeconds;
        return _before[Array.IndexOf(_points, a)] + ((a.Rate + RateAt(inside)) / 2 * seconds);
    }

    /// <summary>When a document arrives; null when the curve is over before.</summary>
    /// <param name="number">From 0.</param>
    public TimeSpan? TimeOf(long number) => number >= Count ? null : TimeAfter(number);

    /// <summary>The time before which so many arrive; null when the curve is over before.</summary>
    /// <param name="arrivals">From 0, parts of a document allowed.</param>
    public TimeSpan? TimeAfter(double arrivals)
    {
        if (arrivals >= Total)
        {
            return null;
        }
        // The last point before which no more than these have arrived; a stretch without arrivals is passed over.
        var i = Array.BinarySearch(_before, arrivals);
        i = i >= 0 ? Array.FindLastIndex(_before, b => b <= arrivals) : ~i - 1;
        var (a, b) = (_points[i], _points[i + 1]);
        var length = (b.At - a.At).TotalSeconds;
        var missing = arrivals - _before[i];
        // rate·x + slope·x²/2 = missing, in the form that doesn't lose digits where the slope is small
        var slope = (b.Rate - a.Rate) / length;
        var root = Math.Sqrt(Math.Max(0, (a.Rate * a.Rate) + (2 * slope * missing)));
        var seconds = missing == 0 ? 0 : 2 * missing / (a.Rate + root);
        // Rounded, for TimeSpan cuts off: 9.995 would be a tick less.
        return a.At + TimeSpan.FromTicks((long)Math.Round(Math.Min(seconds, length) * TimeSpan.TicksPerSecond));
    }

    // The points before and behind a time within the curve.
    private (ArrivalPoint Before, ArrivalPoint Behind) Around(TimeSpan at)
    {
        var behind = Array.FindIndex(_points, 1, p => p.At >= at);
        return (_points[behind - 1], _points[behind]);
    }
}
