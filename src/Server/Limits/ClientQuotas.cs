// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Server.Callers;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>The quotas of all clients, each made at its client's first call. Thread-safe.</summary>
internal sealed class ClientQuotas(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ClientQuota> _quotas = new(StringComparer.Ordinal);

    /// <summary>The quota of a client; null when it has no limits.</summary>
    public ClientQuota? Of(Caller caller) =>
        caller.Client.Limits == ClientLimitOptions.None
            ? null
            : _quotas.GetOrAdd(
                caller.Id,
                static (_, made) => new ClientQuota(made.Limits, made.Time),
                (caller.Client.Limits, Time: time)
            );
}
