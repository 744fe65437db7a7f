// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A stream of messages to read, one after another.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> read.</summary>
    T Current { get; }

    /// <summary>Reads the next message; one call at a time.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>False at the end of the stream.</returns>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
