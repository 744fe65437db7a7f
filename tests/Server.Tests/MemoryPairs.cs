// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Pairs that are kept as long as the test.</summary>
internal sealed class MemoryPairs : IPairJournal
{
    private readonly ConcurrentDictionary<RequestKey, SealedPair> _pairs = new();

    public ValueTask<SealedPair?> FindPairAsync(RequestKey request, CancellationToken cancellationToken) =>
        new(_pairs.GetValueOrDefault(request));

    public ValueTask AppendAsync(SealedPair pair) =>
        _pairs.TryAdd(pair.Request, pair)
            ? ValueTask.CompletedTask
            : throw new SigningException(SigningErrorKind.RequestIdReused, "There is one.");
}
