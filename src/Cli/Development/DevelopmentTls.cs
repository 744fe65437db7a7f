// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The certificates of mutual TLS: the authority's key is in the token, those of the server and its clients are files, as they
/// are with everybody who uses them. What is there and good stays.
/// </summary>
internal sealed class DevelopmentTls(DevelopmentFolder folder, DevelopmentAuthority authority)
{
    /// <summary>The authority of the server and of the clients.</summary>
    public const string Root = "tls-root";

    /// <summary>The server's certificate.</summary>
    public const string Server = "server";

    /// <summary>A client that administers.</summary>
    public const string Admin = "admin";

    /// <summary>A school system: it signs, seals, renders and verifies.</summary>
    public const string School = "truong";

    /// <summary>A client that the server knows, and that may nothing.</summary>
    public const string NoGrants = "no-grants";

    /// <summary>Makes what is missing.</summary>
    public void Prepare()
    {
        var root = authority.Root(Root, "CN=HBS Development TLS CA, O=HBS Development, C=VN");
        AtomicFile.WriteIfChanged(folder.TlsAuthority, root.Certificate.ExportCertificatePem() + "\n");
        Keep(
            Server,
            root,
            key =>
                DevelopmentPki.CreateTlsServer(
                    SubjectOf(Server),
                    ["localhost"],
                    [IPAddress.Loopback, IPAddress.IPv6Loopback],
                    key,
                    root,
                    authority.SignerLife
                )
        );
        foreach (var client in new[] { Admin, School, NoGrants })
        {
            Keep(
                client,
                root,
                key => DevelopmentPki.CreateTlsClient(SubjectOf(client), UriOf(client), key, root, authority.SignerLife)
            );
        }
    }

    /// <summary>What a client is known by.</summary>
    public static Uri UriOf(string client) => new($"urn:hbs-dev:{client}");

    private static string SubjectOf(string id) => $"CN={id}, O=HBS Development, C=VN";

    private void Keep(string id, CertificateIssuer root, Func<PublicKey, X509Certificate2> create)
    {
        var (file, keyFile) = (folder.TlsCertificateOf(id), folder.TlsKeyOf(id));
        if (File.Exists(file) && File.Exists(keyFile) && IsGood(file, keyFile, root))
        {
            return;
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.WriteSecret(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
        using var certificate = create(new PublicKey(key));
        AtomicFile.WriteIfChanged(file, certificate.ExportCertificatePem() + "\n");
    }

    private bool IsGood(string file, string keyFile, CertificateIssuer root)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(keyFile));
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return authority.IsGood(certificate, key.ExportSubjectPublicKeyInfo(), root);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
