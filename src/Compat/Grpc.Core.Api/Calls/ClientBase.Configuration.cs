// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

public abstract partial class ClientBase
{
    /// <summary>What a client hands to another that differs from it in the authority. Only gRPC itself makes one.</summary>
    protected internal class ClientBaseConfiguration
    {
        private readonly CallInvoker invoker;
        private readonly string? host;

        internal ClientBaseConfiguration(CallInvoker invoker, string? host)
        {
            ArgumentNullException.ThrowIfNull(invoker);
            this.invoker = invoker;
            this.host = host;
        }

        internal CallInvoker CreateCallInvoker() => host is null ? invoker : new HostCallInvoker(invoker, host);

        internal ClientBaseConfiguration WithHost(string host) => new(invoker, host);
    }
}
