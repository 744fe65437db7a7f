// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A channel's ear for <see cref="ChannelCredentials"/>.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>The channel is in clear text.</summary>
    /// <param name="state">What the caller gave.</param>
    public abstract void SetInsecureCredentials(object? state);

    /// <summary>The channel is TLS.</summary>
    /// <param name="state">What the caller gave.</param>
    /// <param name="rootCertificates">The trust anchors as PEM; null for the machine's.</param>
    /// <param name="keyCertificatePair">The client's certificate and key, if any.</param>
    /// <param name="verifyPeerCallback">A further check of the server, if any.</param>
    public abstract void SetSslCredentials(
        object? state,
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback
    );

    /// <summary>The channel has credentials of its own and others for each call.</summary>
    /// <param name="state">What the caller gave.</param>
    /// <param name="channelCredentials">How the channel is secured.</param>
    /// <param name="callCredentials">What is sent with each call.</param>
    public abstract void SetCompositeCredentials(
        object? state,
        ChannelCredentials channelCredentials,
        CallCredentials callCredentials
    );
}
