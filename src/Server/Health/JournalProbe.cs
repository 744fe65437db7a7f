// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Health;

/// <summary>The journal takes work.</summary>
internal sealed class JournalProbe(SqliteSigningJournal journal) : IHealthProbe
{
    public string Name => "journal";

    public ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var state = journal.Health.State;
        return ValueTask.FromResult(new PartHealth(state == JournalState.Running, state.ToString()));
    }
}
