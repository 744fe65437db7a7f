// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Reading of message streams.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Reads the next message.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="streamReader">The stream.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamReader"/> is null.</exception>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}
