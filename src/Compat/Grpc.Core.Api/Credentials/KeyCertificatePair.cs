// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A certificate with its private key, both as PEM.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>Joins the two.</summary>
    /// <param name="certificateChain">The certificate, then its issuers.</param>
    /// <param name="privateKey">The key.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateChain);
        ArgumentNullException.ThrowIfNull(privateKey);
        CertificateChain = certificateChain;
        PrivateKey = privateKey;
    }

    /// <summary>The certificate, then its issuers.</summary>
    public string CertificateChain { get; }

    /// <summary>The key.</summary>
    public string PrivateKey { get; }
}
