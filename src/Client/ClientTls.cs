// SPDX-License-Identifier: Apache-2.0
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Client;

/// <summary>TLS 1.2 or 1.3 to a server, with a certificate of one's own. Immutable; the certificates stay the caller's.</summary>
public sealed record ClientTls
{
    /// <summary>Whom the server knows us by, with its private key; null for none, which a server of several callers refuses.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Who issued it, without the root: sent along.</summary>
    public IReadOnlyList<X509Certificate2> Issuers { get; init; } = [];

    /// <summary>The roots that the server's certificate has to lead to; none for those that the machine trusts.</summary>
    public IReadOnlyList<X509Certificate2> TrustedAuthorities { get; init; } = [];

    /// <summary>Reads PEM files.</summary>
    /// <param name="certificate">The certificate, then its issuers; null for none.</param>
    /// <param name="key">Its private key without password; null when it is in the same file.</param>
    /// <param name="authorities">The roots of servers; null for those that the machine trusts.</param>
    /// <exception cref="CryptographicException">A file is not what it has to be, or the key is not the certificate's.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static ClientTls FromPemFiles(string? certificate, string? key = null, string? authorities = null) =>
        new()
        {
            Certificate = certificate is null ? null : WithKey(certificate, key),
            Issuers = certificate is null ? [] : [.. Read(certificate).Skip(1)],
            TrustedAuthorities = authorities is null ? [] : [.. Read(authorities)],
        };

    /// <summary>What sends requests this way; the caller's to dispose.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = ClientChannel.NewHandler();
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (Certificate is not null)
        {
            // Offline: nothing is fetched to complete the chain.
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(
                Certificate,
                [.. Issuers],
                offline: true
            );
        }
        if (TrustedAuthorities.Count > 0)
        {
            handler.SslOptions.CertificateChainPolicy = TrustPolicy();
        }
        return handler;
    }

    private X509ChainPolicy TrustPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(TrustedAuthorities.ToArray());
        return policy;
    }

    private static X509Certificate2 WithKey(string certificate, string? key)
    {
        var loaded = X509Certificate2.CreateFromPemFile(certificate, key ?? certificate);
        if (!OperatingSystem.IsWindows())
        {
            return loaded;
        }
        // Schannel takes no key that was never in a store.
        using (loaded)
        {
            return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    private static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0
            ? certificates
            : throw new CryptographicException($"There is no certificate in PEM in {file}.");
    }
}
