// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Base of the generated clients.</summary>
/// <typeparam name="T">The client.</typeparam>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>Makes a client without a channel, for test doubles: its calls throw <see cref="NotSupportedException"/>.</summary>
    protected ClientBase() { }

    /// <summary>Makes a client.</summary>
    /// <param name="channel">The channel of its calls.</param>
    protected ClientBase(ChannelBase channel)
        : base(channel) { }

    /// <summary>Makes a client.</summary>
    /// <param name="callInvoker">Makes its calls.</param>
    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker) { }

    /// <summary>Makes a client.</summary>
    /// <param name="configuration">What another client handed over.</param>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration) { }

    /// <summary>The same client, whose calls name another authority.</summary>
    /// <param name="host">The authority.</param>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>Makes a client of the same type.</summary>
    /// <param name="configuration">What this client hands over.</param>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
