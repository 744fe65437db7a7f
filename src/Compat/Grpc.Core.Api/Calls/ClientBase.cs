// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Base of all clients.</summary>
public abstract partial class ClientBase
{
    /// <summary>Makes a client without a channel, for test doubles: its calls throw <see cref="NotSupportedException"/>.</summary>
    protected ClientBase()
        : this(new UnconnectedCallInvoker()) { }

    /// <summary>Makes a client.</summary>
    /// <param name="channel">The channel of its calls.</param>
    protected ClientBase(ChannelBase channel)
        : this(channel.CreateCallInvoker()) { }

    /// <summary>Makes a client.</summary>
    /// <param name="callInvoker">Makes its calls.</param>
    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker, null)) { }

    /// <summary>Makes a client.</summary>
    /// <param name="configuration">What another client handed over.</param>
    /// <exception cref="ArgumentNullException"><paramref name="configuration"/> is null.</exception>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        CallInvoker = configuration.CreateCallInvoker();
    }

    /// <summary>Makes this client's calls.</summary>
    protected CallInvoker CallInvoker { get; }

    internal ClientBaseConfiguration Configuration { get; }
}
