// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>
/// All series of one name. A set of labels is found without allocation; there are at most <see cref="MaxSeries"/> of them, so that no
/// label, whatever is in it, makes the page grow without end: the rest is counted together.
/// </summary>
/// <param name="name">In the text format.</param>
/// <param name="help">One sentence.</param>
/// <param name="kind">Its type.</param>
/// <param name="bounds">Of a histogram; empty otherwise.</param>
internal sealed class MetricFamily(string name, string help, MetricKind kind, double[] bounds)
{
    public const int MaxSeries = 1_000;

    // The name is OpenTelemetry's.
    private const string Overflow = "otel_metric_overflow=\"true\"";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _byLabels = new(StringComparer.Ordinal);
    private volatile Entry[] _entries = [];

    public string Name => name;

    public string Help => help;

    public MetricKind Kind => kind;

    public double[] Bounds => bounds;

    /// <summary>Whether its values are asked for at each reading.</summary>
    public required bool IsObserved { get; init; }

    /// <summary>In a stable order.</summary>
    public IReadOnlyList<Series> Series()
    {
        lock (_gate)
        {
            return [.. _byLabels.Values.OrderBy(static s => s.Labels, StringComparer.Ordinal)];
        }
    }

    /// <summary>The series of a set of labels.</summary>
    public Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var entry in _entries)
        {
            if (entry.Is(tags))
            {
                return entry.Series;
            }
        }
        return Make(tags);
    }

    /// <summary>Back to nothing, all of them.</summary>
    public void Forget()
    {
        foreach (var entry in _entries)
        {
            entry.Series.Forget();
        }
    }

    // Tags in another order, or of another type, may be the same labels.
    private Series Make(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            var isFull = _entries.Length >= MaxSeries;
            var labels = isFull ? Overflow : LabelText.Of(tags);
            if (!_byLabels.TryGetValue(labels, out var series))
            {
                _byLabels[labels] = series = new Series(labels, bounds);
            }
            if (!isFull)
            {
                _entries = [.. _entries, new Entry([.. tags], series)];
            }
            return series;
        }
    }

    private sealed class Entry(KeyValuePair<string, object?>[] tags, Series series)
    {
        public Series Series => series;

        public bool Is(ReadOnlySpan<KeyValuePair<string, object?>> others)
        {
            if (others.Length != tags.Length)
            {
                return false;
            }
            for (var i = 0; i < tags.Length; i++)
            {
                if (!IsSame(tags[i].Value, others[i].Value) || !IsSame(tags[i].Key, others[i].Key))
                {
                    return false;
                }
            }
            return true;
        }

        private static bool IsSame(object? one, object? other) =>
            ReferenceEquals(one, other)
            || (one is string text ? text.Equals(other as string, StringComparison.Ordinal) : Equals(one, other));
    }
}
