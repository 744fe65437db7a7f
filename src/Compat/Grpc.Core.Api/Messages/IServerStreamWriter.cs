// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>The server's side of a response stream; it ends when the method returns.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
