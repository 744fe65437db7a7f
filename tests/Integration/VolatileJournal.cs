// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Integration;

/// <summary>Remembers what the pipeline asks for, and writes nothing: the other side of the measurement of what the journal costs.</summary>
internal sealed class VolatileJournal : ISigningJournal
{
    private readonly ConcurrentDictionary<RequestKey, JournaledRequest> _requests = [];

    public ValueTask<JournaledRequest?> FindAsync(RequestKey request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_requests.GetValueOrDefault(request));

    public ValueTask AppendAsync(IReadOnlyList<SigningIntent> intents, CancellationToken cancellationToken)
    {
        _requests.AddOrUpdate(
            intents[0].Request,
            _ => new JournaledRequest(intents[0].InputDigest, intents[0].Attempt, [.. intents], []),
            (_, known) => known with { Intents = [.. known.Intents, .. intents] }
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask AppendAsync(IReadOnlyList<SigningOutcome> outcomes)
    {
        var key = outcomes[0].Request;
        _requests[key] = _requests[key] with { Outcomes = [.. _requests[key].Outcomes, .. outcomes] };
        return ValueTask.CompletedTask;
    }
}
