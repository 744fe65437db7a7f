// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>What time-stamping authorities do, as log lines.</summary>
internal sealed partial class TimestampLog(ILogger<TimestampLog> logger) : ITimestampEvents
{
    public void Answered(string authority, TimestampOutcome outcome, TimeSpan elapsed, string? detail)
    {
        if (outcome != TimestampOutcome.Granted)
        {
            LogFailed(authority, outcome, elapsed.TotalMilliseconds, detail);
        }
    }

    public void Alarm(string authority, TimestampOutcome outcome, string detail) =>
        LogAlarm(authority, outcome, detail);

    public void Recovered(string authority) => LogRecovered(authority);

    [LoggerMessage(1401, LogLevel.Warning, "Authority {Authority}: {Outcome} after {Milliseconds:F0} ms: {Detail}")]
    private partial void LogFailed(string authority, TimestampOutcome outcome, double milliseconds, string? detail);

    [LoggerMessage(1402, LogLevel.Critical, "Authority {Authority}: {Outcome}: {Detail}")]
    private partial void LogAlarm(string authority, TimestampOutcome outcome, string detail);

    [LoggerMessage(1403, LogLevel.Information, "Authority {Authority} answers again")]
    private partial void LogRecovered(string authority);
}
