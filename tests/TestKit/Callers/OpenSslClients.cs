// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.TestKit;

/// <summary>An authority of TLS certificates that is openssl's alone: keys, certificates, revocation, CRLs.</summary>
public sealed class OpenSslClients : IDisposable
{
    private const string Configuration = """
        [ca]
        default_ca = here
        [here]
        database = DIR/index.txt
        new_certs_dir = DIR
        serial = DIR/serial
        crlnumber = DIR/crlnumber
        certificate = DIR/ca.pem
        private_key = DIR/ca.key
        default_md = sha256
        default_days = 365
        default_crl_hours = 2
        policy = any
        unique_subject = no
        email_in_dn = no
        string_mask = utf8only
        [any]
        countryName = optional
        organizationName = optional
        organizationalUnitName = optional
        commonName = supplied
        [req]
        distinguished_name = name
        string_mask = utf8only
        [name]
        """;

    private readonly TemporaryFolder _folder = new();

    private OpenSslClients() { }

    /// <summary>The authority's certificate, PEM.</summary>
    public string CertificateFile => FileOf("ca.pem");

    /// <summary>Makes an authority, self-signed.</summary>
    public static async Task<OpenSslClients> CreateAsync(string name = "OpenSSL Clients CA")
    {
        var authority = new OpenSslClients();
        authority._folder.Write(
            "ca.cnf",
            Configuration.Replace("DIR", authority._folder.Path, StringComparison.Ordinal)
        );
        authority._folder.Write("index.txt", "");
        authority._folder.Write("serial", "1000\n");
        authority._folder.Write("crlnumber", "01\n");
        string[] root =
        [
            "-x509",
            "-days",
            "3650",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-addext",
            "keyUsage=critical,keyCertSign,cRLSign",
            "-addext",
            "subjectKeyIdentifier=hash",
        ];
        await RunAsync([
            "req",
            .. authority.NewKey("ca", $"/C=VN/CN={name}"),
            .. root,
            "-out",
            authority.CertificateFile,
        ]);
        return authority;
    }

    public string FileOf(string name) => _folder.File(name);

    /// <summary>Issues a client's certificate as <c>ID.pem</c> with the key <c>ID.key</c>; gives the certificate's path.</summary>
    /// <param name="id">The common name and the files' name.</param>
    /// <param name="usage">The extended key usage; null for none.</param>
    /// <param name="names">Subject alternative names in openssl's words, such as <c>URI:urn:x</c>; null for none.</param>
    /// <param name="days">How long it lives; negative for one that has expired.</param>
    /// <param name="age">Since when, in days; negative for one that is not valid yet.</param>
    public async Task<string> IssueAsync(
        string id,
        string? usage = "clientAuth",
        string? names = null,
        int days = 30,
        int age = 30
    )
    {
        var request = FileOf(id + ".csr");
        await RunAsync(["req", .. NewKey(id, $"/C=VN/O=Trường {id}/CN={id}"), "-utf8", "-out", request]);
        var extensions = _folder.Write(
            id + ".ext",
            "basicConstraints = critical,CA:FALSE\nkeyUsage = critical,digitalSignature\nauthorityKeyIdentifier = keyid\n"
                + (usage is null ? "" : $"extendedKeyUsage = {usage}\n")
                + (names is null ? "" : $"subjectAltName = {names}\n")
        );
        var until = TimeProvider.System.GetUtcNow().AddDays(days);
        var from = until.AddDays(-Math.Abs(days) - age);
        string[] life = ["-startdate", Time(from), "-enddate", Time(until)];
        var certificate = FileOf(id + ".pem");
        await RunAsync([
            "ca",
            "-batch",
            "-notext",
            "-utf8",
            "-config",
            FileOf("ca.cnf"),
            "-in",
            request,
            "-extfile",
            extensions,
            .. life,
            "-out",
            certificate,
        ]);
        return certificate;
    }

    /// <summary>Revokes a certificate that was issued here.</summary>
    public Task RevokeAsync(string id) => RunAsync(["ca", "-config", FileOf("ca.cnf"), "-revoke", FileOf(id + ".pem")]);

    /// <summary>Writes a CRL (PEM) to a file.</summary>
    /// <param name="file">Where.</param>
    /// <param name="more">More arguments, such as <c>-crl_nextupdate</c>.</param>
    public async Task WriteCrlAsync(string file, params string[] more)
    {
        var next = FileOf("next.crl");
        await RunAsync(["ca", "-config", FileOf("ca.cnf"), "-gencrl", "-out", next, .. more]);
        File.Move(next, file, overwrite: true);
    }

    public void Dispose() => _folder.Dispose();

    private string[] NewKey(string id, string subject) =>
        [
            "-config",
            FileOf("ca.cnf"),
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            FileOf(id + ".key"),
            "-subj",
            subject,
        ];

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);

    private static async Task RunAsync(string[] arguments)
    {
        var result = await Tool.RunAsync("openssl", arguments);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"openssl {string.Join(' ', arguments)}: {result}");
        }
    }
}
