// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>What sources of certificate status do, as log lines.</summary>
internal sealed partial class StatusLog(ILogger<StatusLog> logger) : IStatusEvents
{
    public void Told(string source, string subject, bool isRevoked, TimeSpan elapsed)
    {
        if (isRevoked)
        {
            LogRevoked(subject, source);
            return;
        }
        LogGood(subject, source, elapsed.TotalMilliseconds);
    }

    public void Failed(string source, string subject, StatusFault fault, string detail, TimeSpan elapsed) =>
        LogFailed(subject, source, fault, elapsed.TotalMilliseconds, detail);

    public void NotKept(string subject, Exception cause) => LogNotKept(subject, cause.GetType().Name);

    [LoggerMessage(1701, LogLevel.Debug, "Certificate {Serial} is good, says {Source} after {Milliseconds:F0} ms")]
    private partial void LogGood(string serial, string source, double milliseconds);

    [LoggerMessage(1702, LogLevel.Critical, "Certificate {Serial} is revoked, says {Source}")]
    private partial void LogRevoked(string serial, string source);

    [LoggerMessage(
        1703,
        LogLevel.Warning,
        "Status of certificate {Serial} not told by {Source}: {Fault} after {Milliseconds:F0} ms: {Detail}"
    )]
    private partial void LogFailed(string serial, string source, StatusFault fault, double milliseconds, string detail);

    [LoggerMessage(1704, LogLevel.Error, "The answer about certificate {Serial} could not be kept ({Cause})")]
    private partial void LogNotKept(string serial, string cause);
}
