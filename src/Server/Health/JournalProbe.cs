// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Health;

/// <summary>The journal takes work, and finds what it has.</summary>
internal sealed class JournalProbe(SqliteSigningJournal journal) : IHealthProbe
{
    public string Name => "journal";

    public async ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var state = journal.Health.State;
        var isBlind = state == JournalState.Running && await journal.FindFaultAsync(cancellationToken) is not null;
        return new PartHealth(state == JournalState.Running && !isBlind, isBlind ? "Unreadable" : state.ToString());
    }
}
