// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Events as log lines, where the journal keeps none.</summary>
internal sealed partial class LoggedEvents(ILogger<LoggedEvents> logger) : IEventJournal
{
    public ValueTask AppendAsync(JournalEvent entry)
    {
        LogEvent(entry.Kind, entry.Tenant, entry.Caller, entry.Operation, entry.Subject, entry.Error, entry.Detail);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(1811, LogLevel.Information, "{Kind} {Tenant} {Caller} {Operation} {Subject} {Error}: {Detail}")]
    private partial void LogEvent(
        JournalEventKind kind,
        string tenant,
        string caller,
        string operation,
        string subject,
        SigningErrorKind? error,
        string detail
    );
}
