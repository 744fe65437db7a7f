// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A stream of messages to write, one after another.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null for the default.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; one write at a time.</summary>
    /// <param name="message">The message.</param>
    Task WriteAsync(T message);

    /// <summary>Writes a message; one write at a time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the write, and with it the call.</param>
    /// <exception cref="NotSupportedException">This writer cannot cancel a write, and the token can be cancelled.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? throw new NotSupportedException("This writer cannot cancel a write.")
            : WriteAsync(message);
}
