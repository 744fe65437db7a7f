// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;

namespace HocBaSo.Signing.Server.Errors;

/// <summary>How a stream ends when the server goes down: another node, or this one after its restart, can go on.</summary>
internal static class ShutDown
{
    public static RpcException Error() => new(new Status(StatusCode.Unavailable, "The server is shutting down."));
}
