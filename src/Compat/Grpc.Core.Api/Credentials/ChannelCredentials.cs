// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Not at all: clear text.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the machine's trust anchors and no client certificate.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>Whether call credentials may be added.</summary>
    internal virtual bool IsComposable => false;

    /// <summary>Adds credentials that are sent with each call.</summary>
    /// <param name="channelCredentials">How the channel is secured.</param>
    /// <param name="callCredentials">What is sent with each call.</param>
    /// <exception cref="ArgumentException">The channel's credentials don't allow it.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
        new CompositeChannelCredentials(channelCredentials, callCredentials);

    /// <summary>Tells a channel what these credentials are.</summary>
    /// <param name="configurator">The channel's ear.</param>
    /// <param name="state">What the configurator is given back.</param>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);
}
