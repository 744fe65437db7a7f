// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Ties a call to the server's call during which it is made. Only gRPC itself makes one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken() { }
}
