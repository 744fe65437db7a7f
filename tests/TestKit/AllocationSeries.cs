// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.TestKit;

/// <summary>
/// Calls one after another, until one keeps to the budget or the time is over; at least one. Where others have the processor,
/// the time is not over before this process has had its share of it: the compiler needs some as well.
/// </summary>
internal sealed class AllocationSeries(long budget, TimeSpan patience)
{
    private const int Share = 3;
    private const int Most = 6;

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _used = Environment.CpuUsage.TotalTime;
    private long _least = long.MaxValue;
    private int _calls;

    internal bool Continues => _calls == 0 || (_least > budget && !IsOver);

    internal AllocationMeasurement Measurement => new(_least, _calls);

    private bool IsOver =>
        TimeProvider.System.GetElapsedTime(_start) is var elapsed
        && elapsed >= patience
        && (elapsed >= Most * patience || Environment.CpuUsage.TotalTime - _used >= patience / Share);

    internal void Add(long bytes)
    {
        _least = Math.Min(_least, bytes);
        _calls++;
    }
}
