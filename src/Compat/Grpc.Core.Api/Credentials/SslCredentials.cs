// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>TLS. A channel may refuse settings it cannot honour.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    /// <summary>The machine's trust anchors, no client certificate.</summary>
    public SslCredentials()
        : this(null, null, null) { }

    /// <summary>Other trust anchors, no client certificate.</summary>
    /// <param name="rootCertificates">The trust anchors as PEM; null for the machine's.</param>
    public SslCredentials(string? rootCertificates)
        : this(rootCertificates, null, null) { }

    /// <summary>A client certificate.</summary>
    /// <param name="rootCertificates">The trust anchors as PEM; null for the machine's.</param>
    /// <param name="keyCertificatePair">The client's certificate and key.</param>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, null) { }

    /// <summary>A client certificate and a further check of the server.</summary>
    /// <param name="rootCertificates">The trust anchors as PEM; null for the machine's.</param>
    /// <param name="keyCertificatePair">The client's certificate and key.</param>
    /// <param name="verifyPeerCallback">The further check.</param>
    public SslCredentials(
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback
    )
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        VerifyPeerCallback = verifyPeerCallback;
    }

    /// <summary>The trust anchors as PEM; null for the machine's.</summary>
    public string? RootCertificates { get; }

    /// <summary>The client's certificate and key, if any.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    /// <summary>The further check, if any.</summary>
    internal VerifyPeerCallback? VerifyPeerCallback { get; }

    internal override bool IsComposable => true;

    /// <inheritdoc/>
    public override void InternalPopulateConfiguration(
        ChannelCredentialsConfiguratorBase configurator,
        object? state
    ) => configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, VerifyPeerCallback);
}
