// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>An authority whose status services are openssl's: <c>openssl ca</c> keeps its list, <c>openssl ocsp</c> answers.</summary>
public sealed class OpenSslAuthority : IDisposable
{
    private const FileShare ShareAll = FileShare.ReadWrite | FileShare.Delete;

    private const string Configuration = """
        [ca]
        default_ca = here
        [here]
        database = DIR/index.txt
        crlnumber = DIR/crlnumber
        certificate = DIR/ca.pem
        private_key = DIR/ca.key
        default_md = sha256
        default_crl_hours = 2
        crl_extensions = usual
        new_certs_dir = DIR
        serial = DIR/serial
        policy = any
        unique_subject = no
        preserve = yes
        copy_extensions = copy
        string_mask = utf8only
        [any]
        countryName = optional
        stateOrProvinceName = optional
        localityName = optional
        organizationName = optional
        organizationalUnitName = optional
        title = optional
        commonName = supplied
        serialNumber = optional
        UID = optional
        emailAddress = optional
        [usual]
        authorityKeyIdentifier = keyid
        """;

    /// <summary>What an authority adds to what a request asks for.</summary>
    public const string UsualExtensions =
        "basicConstraints = critical,CA:FALSE\nauthorityKeyIdentifier = keyid\nsubjectKeyIdentifier = hash";

    private readonly TemporaryFolder _folder = new();

    // openssl ocsp tells a changed list by whole seconds and the inode: as long as an earlier list is open, no later one gets its inode.
    private readonly List<FileStream> _earlierLists = [];

    public OpenSslAuthority(TestKey? key = null)
        : this(key, null, null) { }

    /// <summary>An issuing authority below another.</summary>
    /// <param name="parent">Who lists and certifies it.</param>
    /// <param name="status">Where the parent tells its status: put into its certificate.</param>
    public OpenSslAuthority(OpenSslAuthority parent, StatusPointers status)
        : this(null, parent, status) { }

    private OpenSslAuthority(TestKey? key, OpenSslAuthority? parent, StatusPointers? status)
    {
        (Key, Parent) = (key ?? TestKey.Ec(), parent);
        var root = parent is null
            ? DevelopmentPki.CreateRoot("CN=OpenSSL CA, O=Test, C=VN", Key.PublicKey, Key.Generator, TestPki.Life)
            : DevelopmentPki.CreateIssuingAuthority(
                "CN=OpenSSL issuing CA, O=Test, C=VN",
                Key.PublicKey,
                parent.Issuer with
                {
                    Status = status!,
                },
                TestPki.Life
            );
        parent?.List(root);
        Issuer = new CertificateIssuer(root, Key.Generator);
        _folder.Write("ca.pem", root.ExportCertificatePem());
        _folder.Write("ca.key", Key.Key.ExportPkcs8PrivateKeyPem());
        _folder.Write("crlnumber", "01\n");
        _folder.Write("serial", "5001\n");
        _folder.Write("index.txt", "");
        _folder.Write("ca.cnf", Configuration.Replace("DIR", _folder.Path, StringComparison.Ordinal));
    }

    public TestKey Key { get; }

    /// <summary>Who certified it; null for a root.</summary>
    public OpenSslAuthority? Parent { get; }

    public CertificateIssuer Issuer { get; init; }

    public string CertificateFile => _folder.File("ca.pem");

    public string KeyFile => _folder.File("ca.key");

    public string IndexFile => _folder.File("index.txt");

    /// <summary>Writes a file beside the authority's own.</summary>
    public string Write(string name, string content) => _folder.Write(name, content);

    public string FileOf(string name) => _folder.File(name);

    /// <summary>A person's certificate that is in the list as valid.</summary>
    public X509Certificate2 IssuePerson(string name, PublicKey? key = null)
    {
        var certificate = DevelopmentPki.CreatePerson(
            new PersonName(name, "", "THCS Nguyễn Huệ"),
            key ?? TestKey.Ec().PublicKey,
            Issuer,
            TestPki.Life
        );
        List(certificate);
        return certificate;
    }

    /// <summary>Certifies a request (PKCS#10, PEM) with <c>openssl ca</c>, which checks its signature; the subject is the request's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="extensions">Lines of extensions; those of the request are taken beside them, where they are not named here.</param>
    /// <param name="notBefore">The first moment, yyyyMMddHHmmssZ.</param>
    /// <param name="notAfter">The last moment, yyyyMMddHHmmssZ.</param>
    public async Task<X509Certificate2> CertifyAsync(
        string request,
        string extensions = UsualExtensions,
        string notBefore = "20200101000000Z",
        string notAfter = "20400101000000Z"
    )
    {
        KeepInode();
        var input = _folder.Write("request.pem", request);
        var output = _folder.File("certified.pem");
        string[] files = ["-in", input, "-out", output, "-extfile", _folder.Write("extensions.cnf", extensions + "\n")];
        string[] life = ["-startdate", notBefore, "-enddate", notAfter];
        await RunAsync(["ca", "-batch", "-notext", "-utf8", "-config", _folder.File("ca.cnf"), .. files, .. life]);
        return X509CertificateLoader.LoadCertificateFromFile(output);
    }

    /// <summary>Puts a certificate into the list as valid.</summary>
    public void List(X509Certificate2 certificate)
    {
        KeepInode();
        var next = _folder.Write(
            "index.next",
            File.ReadAllText(IndexFile)
                + $"V\t400101000000Z\t\t{certificate.SerialNumber}\tunknown\t{OneLine(certificate)}\n"
        );
        File.Move(next, IndexFile, overwrite: true);
    }

    /// <summary>Revokes with <c>openssl ca</c>.</summary>
    public async Task RevokeAsync(X509Certificate2 certificate, string reason = "keyCompromise")
    {
        KeepInode();
        var file = _folder.Write($"{certificate.SerialNumber}.pem", certificate.ExportCertificatePem());
        await RunAsync("ca", "-config", _folder.File("ca.cnf"), "-revoke", file, "-crl_reason", reason);
    }

    /// <summary>Writes a CRL with <c>openssl ca</c>; PEM.</summary>
    /// <param name="extensions">Lines of its extensions; null for the usual ones.</param>
    /// <param name="more">More arguments, such as <c>-crl_nextupdate</c>.</param>
    public async Task<byte[]> CrlAsync(string? extensions = null, params string[] more)
    {
        var configuration = _folder.File("ca.cnf");
        if (extensions is not null)
        {
            var text = await File.ReadAllTextAsync(configuration);
            configuration = _folder.Write(
                "crl.cnf",
                text.Replace("= usual", "= other", StringComparison.Ordinal) + "\n[other]\n" + extensions + "\n"
            );
        }

        var output = _folder.File("crl.pem");
        await RunAsync(["ca", "-config", configuration, "-gencrl", "-out", output, .. more]);
        return await File.ReadAllBytesAsync(output);
    }

    /// <summary>A certificate for <c>openssl ocsp</c> to answer with; writes <c>responder.pem</c> and <c>responder.key</c>.</summary>
    public X509Certificate2 IssueResponder(
        bool noCheck,
        bool isForOcsp = true,
        CertificateIssuer? by = null,
        Validity? validity = null
    )
    {
        var key = TestKey.Ec();
        var issuer = by ?? Issuer;
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=OpenSSL responder, C=VN"),
            key.PublicKey,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        if (isForOcsp)
        {
            request.CertificateExtensions.Add(
                new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.9")], critical: false)
            );
        }

        if (noCheck)
        {
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.5.5.7.48.1.5", [0x05, 0x00], critical: false));
        }

        var certificate = issuer.Issue(request, validity ?? TestPki.Life);
        _folder.Write("responder.pem", certificate.ExportCertificatePem());
        _folder.Write("responder.key", key.Key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    /// <summary>Starts <c>openssl ocsp</c>; signed by the authority itself unless files of a responder are named.</summary>
    public Task<OpenSslResponder> StartResponderAsync(string signer = "ca", params string[] more) =>
        OpenSslResponder.StartAsync([
            "-index",
            IndexFile,
            "-CA",
            CertificateFile,
            "-rsigner",
            _folder.File(signer + ".pem"),
            "-rkey",
            _folder.File(signer + ".key"),
            .. more,
        ]);

    /// <summary>
    /// Lets a responder see that the list has changed: it looks only before it waits for a request, so the first one after a
    /// change is answered by the list before.
    /// </summary>
    public Task TellAsync(OpenSslResponder responder) =>
        RunAsync("ocsp", "-issuer", CertificateFile, "-serial", "1", "-url", responder.Url.AbsoluteUri, "-noverify");

    public void Dispose()
    {
        foreach (var list in _earlierLists)
        {
            list.Dispose();
        }

        _folder.Dispose();
    }

    private void KeepInode() => _earlierLists.Add(File.Open(IndexFile, FileMode.Open, FileAccess.Read, ShareAll));

    // As X509_NAME_oneline writes it: openssl ca compares it with the certificate's.
    private static string OneLine(X509Certificate2 certificate)
    {
        var line = new StringBuilder();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            line.Append('/').Append(part.GetSingleElementType().FriendlyName).Append('=');
            foreach (var octet in Encoding.UTF8.GetBytes(part.GetSingleElementValue() ?? ""))
            {
                line.Append(octet is >= 0x20 and <= 0x7E ? $"{(char)octet}" : $"\\x{octet:X2}");
            }
        }

        return line.ToString();
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
