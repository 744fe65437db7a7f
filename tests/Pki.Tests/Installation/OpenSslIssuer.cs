// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A root and an issuing authority of openssl, which read and certify requests with <c>openssl ca</c>.</summary>
public sealed class OpenSslIssuer : IDisposable
{
    private const string Configuration = """
        [req]
        distinguished_name = name
        string_mask = utf8only
        [name]
        [ca]
        default_ca = here
        [here]
        database = DIR/index.txt
        new_certs_dir = DIR
        rand_serial = yes
        unique_subject = no
        default_md = sha256
        default_days = 365
        policy = any
        email_in_dn = yes
        [any]
        commonName = supplied
        [root]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        [issuing]
        basicConstraints = critical,CA:TRUE,pathlen:0
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [signer]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature,nonRepudiation
        authorityKeyIdentifier = keyid
        [authority]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,digitalSignature,keyCertSign
        [encryption]
        keyUsage = critical,keyEncipherment
        [time]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        [responder]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = OCSPSigning,emailProtection
        [mixed]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = timeStamping,clientAuth
        [tls]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = serverAuth
        [code]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = codeSigning
        [any-usage]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = anyExtendedKeyUsage
        [mail]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = emailProtection
        [client]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = serverAuth,clientAuth
        [document]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,1.3.6.1.5.5.7.3.36
        [adobe]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = 1.2.840.113583.1.1.5
        [microsoft]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = 1.3.6.1.4.1.311.10.3.12
        [odd]
        keyUsage = critical,digitalSignature
        1.2.3.4 = critical,ASN1:NULL
        """;

    private readonly TemporaryFolder _folder = new();

    private OpenSslIssuer() { }

    public X509Certificate2 Root { get; private set; } = null!;

    public X509Certificate2 Issuing { get; private set; } = null!;

    /// <summary>Makes both authorities, alive from 2020 to 2040.</summary>
    public static async Task<OpenSslIssuer> CreateAsync(string issuingUntil = "20400101000000Z")
    {
        var issuer = new OpenSslIssuer();
        var folder = issuer._folder;
        folder.Write("index.txt", "");
        folder.Write("ca.cnf", Configuration.Replace("DIR", folder.Path, StringComparison.Ordinal));
        foreach (var name in (string[])["root", "issuing"])
        {
            await RunAsync("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder.File(name + ".key"));
            string[] request =
            [
                "req",
                "-new",
                "-utf8",
                "-config",
                folder.File("ca.cnf"),
                "-key",
                folder.File(name + ".key"),
            ];
            await RunAsync([
                .. request,
                "-subj",
                $"/C=VN/O=Thử nghiệm/CN=OpenSSL {name}",
                "-out",
                folder.File(name + ".csr"),
            ]);
        }

        issuer.Root = await issuer.CertifyAsync("root", "root", ["-selfsign", "-keyfile", folder.File("root.key")]);
        issuer.Issuing = await issuer.CertifyAsync("issuing", "issuing", By("root", folder), until: issuingUntil);
        return issuer;
    }

    /// <summary>Certifies a request with <c>openssl ca</c>.</summary>
    /// <param name="request">PKCS#10, DER.</param>
    /// <param name="extensions">The section of extensions.</param>
    /// <param name="from">notBefore.</param>
    /// <param name="until">notAfter.</param>
    /// <param name="more">More arguments, such as <c>-md sha1</c> or <c>-subj</c>.</param>
    public async Task<X509Certificate2> IssueAsync(
        byte[] request,
        string extensions = "signer",
        string from = "20250101000000Z",
        string until = "20300101000000Z",
        params string[] more
    )
    {
        var pem = System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE REQUEST", request);
        _folder.Write("signer.csr", pem);
        return await CertifyAsync("signer", extensions, [.. By("issuing", _folder), .. more], from, until);
    }

    /// <summary>A PKCS#7 without signers, as <c>openssl crl2pkcs7</c> makes it.</summary>
    public async Task<byte[]> Pkcs7Async(bool der, params X509Certificate2[] certificates)
    {
        var files = certificates.Select((c, i) => _folder.Write($"part{i}.pem", c.ExportCertificatePem()));
        var output = _folder.File("bundle.p7b");
        string[] form = ["-outform", der ? "DER" : "PEM", "-out", output];
        await RunAsync([
            "crl2pkcs7",
            "-nocrl",
            .. files.SelectMany(static file => (string[])["-certfile", file]),
            .. form,
        ]);
        return await File.ReadAllBytesAsync(output);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] By(string authority, TemporaryFolder folder) =>
        ["-cert", folder.File(authority + ".pem"), "-keyfile", folder.File(authority + ".key")];

    private async Task<X509Certificate2> CertifyAsync(
        string name,
        string extensions,
        string[] more,
        string from = "20200101000000Z",
        string until = "20400101000000Z"
    )
    {
        var output = _folder.File(name + ".pem");
        string[] fixedPart = ["ca", "-batch", "-notext", "-preserveDN", "-utf8", "-config", _folder.File("ca.cnf")];
        string[] dates = ["-startdate", from, "-enddate", until, "-extensions", extensions];
        await RunAsync([.. fixedPart, .. dates, "-in", _folder.File(name + ".csr"), "-out", output, .. more]);
        return X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(output));
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var result = await Tool.RunAsync("openssl", arguments);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"openssl: {result}"));
        }
    }
}
