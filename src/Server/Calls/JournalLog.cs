// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>What the journal does, as log lines.</summary>
internal sealed partial class JournalLog(ILogger<JournalLog> logger)
{
    public void StateChanged(JournalHealth health)
    {
        if (health.State == JournalState.Failed)
        {
            LogFailed(health.Reason);
        }
        else
        {
            LogState(health.State);
        }
    }

    [LoggerMessage(1351, LogLevel.Critical, "The journal can't be written, no work is taken: {Reason}")]
    private partial void LogFailed(string? reason);

    [LoggerMessage(1352, LogLevel.Information, "The journal is {State}")]
    private partial void LogState(JournalState state);
}
