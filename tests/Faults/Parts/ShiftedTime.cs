// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Faults;

/// <summary>The system's clock, which a test may put forward; its timers run at their usual pace.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Shift.TotalSeconds * TimestampFrequency);

    private TimeSpan Shift => TimeSpan.FromTicks(Interlocked.Read(ref _shift));
}
