// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>The system's clock, which a test may put forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, (long)(time.TotalSeconds * TimestampFrequency));

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _shift);
}
