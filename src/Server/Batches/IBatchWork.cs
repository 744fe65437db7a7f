// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>What one streaming RPC does with its items; the stream itself is the same for all.</summary>
internal interface IBatchWork<in TRequest, TResponse>
{
    /// <summary>Tells what a message carries.</summary>
    BatchFrame Read(TRequest message);

    /// <summary>
    /// Works on one item and gives the messages that answer it, made lazily while they are written. The item's bytes stay
    /// valid until the last message is written. An item's failure is an answer.
    /// </summary>
    Task<IEnumerable<TResponse>> AnswerAsync(BatchItem item, CancellationToken cancellationToken);

    /// <summary>The answer to an item that failed.</summary>
    TResponse Failed(BatchItem item, SigningError error);
}
