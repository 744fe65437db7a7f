// SPDX-License-Identifier: Apache-2.0
using System.Numerics;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Counts durations in bounded memory, after the way of HdrHistogram: each power of two is cut into equal parts, so that a value is
/// kept with a relative error of at most 1/256, however large it is. Thread-safe; 54 KiB.
/// </summary>
internal sealed class LatencyHistogram
{
    // Below 2^9 µs each microsecond has a place of its own; from there on each power of two has 2^8.
    private const int ExactBits = 9;
    private const int HalfBits = ExactBits - 1;

    // 2^33 µs, about two hours and a half: what took longer counts as that.
    private const int ValueBits = 33;
    private const long MaxMicros = (1L << ValueBits) - 1;
    private readonly long[] _counts = new long[IndexOf(MaxMicros) + 1];
    private long _total;
    private long _max;

    /// <summary>How many were recorded.</summary>
    public long Count => Volatile.Read(ref _total);

    /// <summary>The longest, exactly.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(Volatile.Read(ref _max));

    /// <summary>Records one; a negative duration counts as none.</summary>
    public void Record(TimeSpan duration)
    {
        var micros = Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, MaxMicros);
        Interlocked.Increment(ref _counts[IndexOf(micros)]);
        Interlocked.Increment(ref _total);
        Raise(micros);
    }

    /// <summary>Adds what another one has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            Interlocked.Add(ref _counts[i], Volatile.Read(ref other._counts[i]));
        }
        Interlocked.Add(ref _total, other.Count);
        Raise(Volatile.Read(ref other._max));
    }

    /// <summary>
    /// The duration that a share of all did not exceed: the upper end of its place, never more than the longest; zero of nothing.
    /// </summary>
    /// <param name="share">0 to 1; 0.99 for p99.</param>
    public TimeSpan Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += Volatile.Read(ref _counts[i]);
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(Math.Min(HighestOf(i), Volatile.Read(ref _max)));
            }
        }
        return Max;
    }

    private void Raise(long micros)
    {
        for (var seen = Volatile.Read(ref _max); micros > seen; )
        {
            var before = Interlocked.CompareExchange(ref _max, micros, seen);
            if (before == seen)
            {
                return;
            }
            seen = before;
        }
    }

    private static int IndexOf(long micros)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)micros | 1) - HalfBits);
        return (shift << HalfBits) + (int)(micros >> shift);
    }

    private static long HighestOf(int index)
    {
        var shift = Math.Max(0, (index >> HalfBits) - 1);
        var lowest = (long)(index - (shift << HalfBits)) << shift;
        return lowest + (1L << shift) - 1;
    }
}
