// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Where a flow's documents go. Thread-safe.</summary>
internal interface ILoadTarget : IAsyncDisposable
{
    /// <summary>Sends one and waits for what becomes of it; a failure is an outcome.</summary>
    /// <param name="document">The document; a new request each time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<LoadOutcome> SendAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken);

    /// <summary>From here on documents go over streams of their own; those that were sent get their answers on the old ones.</summary>
    void Renew() { }
}
