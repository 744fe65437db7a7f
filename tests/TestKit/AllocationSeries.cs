// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.TestKit;

/// <summary>Calls one after another, until one keeps to the budget or the time is over; at least one.</summary>
internal sealed class AllocationSeries(long budget, TimeSpan patience)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private long _least = long.MaxValue;
    private int _calls;

    internal bool Continues =>
        _calls == 0 || (_least > budget && TimeProvider.System.GetElapsedTime(_start) < patience);

    internal AllocationMeasurement Measurement => new(_least, _calls);

    internal void Add(long bytes)
    {
        _least = Math.Min(_least, bytes);
        _calls++;
    }
}
