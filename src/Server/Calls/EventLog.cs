// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Events as log lines, where no journal takes them.</summary>
internal sealed partial class EventLog(ILogger<EventLog> logger) : IEventRecorder
{
    public void Record(JournalEvent entry) =>
        LogEvent(entry.Kind, entry.Caller, entry.Tenant, entry.Operation, entry.Subject, entry.Error, entry.Count);

    [LoggerMessage(
        1361,
        LogLevel.Information,
        "{Kind}: caller '{Caller}', tenant '{Tenant}', {Operation} {Subject} {Error} ({Count})"
    )]
    private partial void LogEvent(
        JournalEventKind kind,
        string caller,
        string tenant,
        string operation,
        string subject,
        SigningErrorKind? error,
        int count
    );
}
