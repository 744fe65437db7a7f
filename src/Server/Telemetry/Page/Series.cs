// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>The values of one set of labels. Thread-safe; a measurement allocates nothing.</summary>
/// <param name="labels">As they stand between braces, escaped; empty for none.</param>
/// <param name="bounds">Of a histogram, ascending; empty for a single value.</param>
internal sealed class Series(string labels, double[] bounds)
{
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _value;

    public string Labels => labels;

    /// <summary>The value, or the sum of a histogram.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Whether anything was measured since <see cref="Forget"/>.</summary>
    public bool IsSeen { get; private set; }

    /// <summary>How many values were within a bucket, and within no smaller one.</summary>
    public long CountIn(int bucket) => Volatile.Read(ref _buckets[bucket]);

    public void Add(double amount)
    {
        IsSeen = true;
        var value = Volatile.Read(ref _value);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref _value, value + amount, value);
            // By bits: NaN is not equal to itself.
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(value))
            {
                return;
            }
            value = found;
        }
    }

    public void Set(double value)
    {
        IsSeen = true;
        Volatile.Write(ref _value, value);
    }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
        {
            bucket++;
        }
        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }

    /// <summary>Back to nothing: what is asked for at each reading begins anew.</summary>
    public void Forget()
    {
        IsSeen = false;
        Volatile.Write(ref _value, 0);
    }
}
