// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>The client's side of a request stream.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Ends the request stream; no write may follow.</summary>
    Task CompleteAsync();
}
