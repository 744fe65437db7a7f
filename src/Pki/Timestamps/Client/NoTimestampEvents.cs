// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>Nobody listens.</summary>
internal sealed class NoTimestampEvents : ITimestampEvents
{
    public void Answered(string authority, TimestampOutcome outcome, TimeSpan elapsed, string? detail) { }

    public void Alarm(string authority, TimestampOutcome outcome, string detail) { }

    public void Recovered(string authority) { }
}
