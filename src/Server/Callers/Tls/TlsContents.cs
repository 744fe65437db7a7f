// SPDX-License-Identifier: Apache-2.0
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>From the contents of files to what TLS is served with.</summary>
internal static class TlsContents
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The server's certificate with its issuers, and its key.</summary>
    /// <param name="contents">The certificates in PEM, the server's first; then the key in PEM, in a file of its own or the same.</param>
    /// <param name="now">When it must not have ended.</param>
    /// <param name="beginsBy">When it has to be valid at the latest.</param>
    /// <exception cref="FormatException">They don't fit each other, or a server.</exception>
    /// <exception cref="NotYetValidException">They will.</exception>
    public static SslStreamCertificateContext Server(
        IReadOnlyList<byte[]> contents,
        DateTimeOffset now,
        DateTimeOffset beginsBy
    )
    {
        var chain = Certificates(contents.Take(1));
        using var keyless = chain[0];
        RequireServer(keyless, now);
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(
                keyless.ExportCertificatePem(),
                Encoding.UTF8.GetString(contents[^1])
            );
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FormatException("The key is none in PEM without password, or not the certificate's.", e);
        }
        // Last: what is wrong besides is told now, not when it is to be used.
        if (beginsBy.UtcDateTime < certificate.NotBefore.ToUniversalTime())
        {
            throw new NotYetValidException(new DateTimeOffset(certificate.NotBefore.ToUniversalTime()));
        }
        // Offline: the issuers are those of the file, and nothing is downloaded to staple.
        return SslStreamCertificateContext.Create(certificate, [.. chain.Skip(1)], offline: true);
    }

    /// <summary>All certificates of all files, PEM.</summary>
    /// <exception cref="FormatException">A file has none.</exception>
    public static IReadOnlyList<X509Certificate2> Certificates(IEnumerable<byte[]> contents)
    {
        var all = new List<X509Certificate2>();
        foreach (var content in contents)
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(Encoding.UTF8.GetString(content));
            if (certificates.Count == 0)
            {
                throw new FormatException("There is no certificate in PEM in the file.");
            }
            all.AddRange(certificates);
        }
        return all;
    }

    /// <summary>All CRLs of all files, DER or PEM.</summary>
    /// <exception cref="PkiFormatException">A file has none, or one that can't be read.</exception>
    public static ClientCrls Crls(IEnumerable<byte[]> contents)
    {
        var all = contents.SelectMany(static content => CrlFile.Read(content)).ToList();
        return new ClientCrls(
            new RevocationEvidence([.. all.Select(static crl => crl.Crl)]),
            all.Min(static crl => crl.NextUpdate)
        );
    }

    private static void RequireServer(X509Certificate2 certificate, DateTimeOffset now)
    {
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToArray();
        if (usages.Length > 1)
        {
            throw new FormatException(
                "The certificate has more than one extended key usage extension (RFC 5280, 4.2)."
            );
        }
        if (usages is [var usage] && usage.EnhancedKeyUsages[ServerAuthentication] is null)
        {
            throw new FormatException("The certificate is not meant for servers (extended key usage serverAuth).");
        }
        if (now.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            throw new FormatException($"The certificate expired at {certificate.NotAfter.ToUniversalTime():u}.");
        }
    }
}
