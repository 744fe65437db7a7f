// SPDX-License-Identifier: Apache-2.0
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace HocBaSo.Signing.Server.Tests.Configuration;

/// <summary>A folder with a configuration that nothing can be said against, to be spoilt by a test.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ConfigurationSite : IDisposable
{
    /// <summary>What the file of the PIN holds.</summary>
    public const string Pin = "s3cr3t-PIN-4711";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public ConfigurationSite()
    {
        var request = new CertificateRequest("CN=Root", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-300), DateTimeOffset.UtcNow.AddDays(800));
        Write("root.pem", _root.ExportCertificatePem());
        WriteCertificate("leaf.pem", 400);
        WriteSecret("leaf.key", _key.ExportPkcs8PrivateKeyPem());
        WriteSecret("token.pin", Pin);
        Directory.CreateDirectory(In("state"));
        Directory.CreateDirectory(In("checkpoints"));
        Json = JsonNode.Parse(Good)!.AsObject();
    }

    /// <summary>The configuration; <see cref="File"/> writes it.</summary>
    public JsonObject Json { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("hbs-check-").FullName;

    /// <summary>Every file and folder, with length and time of change.</summary>
    public string[] Content =>
        [
            .. new DirectoryInfo(Folder)
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Select(static f => $"{f.FullName} {(f as FileInfo)?.Length} {f.LastWriteTimeUtc:O}")
                .Order(StringComparer.Ordinal),
        ];

    private const string Good = """
        {
          "node": "node-1",
          "listen": {
            "grpc": "127.0.0.1:0",
            "http": "127.0.0.1:0",
            "tls": { "certificate": "leaf.pem", "key": "leaf.key", "clientAnchors": ["root.pem"] }
          },
          "storage": { "journal": "state/journal.db" },
          "journal": {
            "checkpointKey": "pkcs11:object=journal",
            "checkpointCertificate": "leaf.pem",
            "checkpointFolder": "checkpoints"
          },
          "tokens": [ { "module": "libsofthsm2.so", "label": "hoc-ba-so", "pinFile": "token.pin" } ],
          "tenants": [ { "name": "so", "signerAnchors": ["root.pem"] } ],
          "clients": [
            {
              "id": "school",
              "certificates": [ { "uri": "urn:school" } ],
              "grants": [ { "tenant": "so", "operations": ["verify"] } ],
              "limits": { "inFlight": 8 }
            }
          ],
          "identities": [
            {
              "tenant": "so",
              "id": "gv",
              "kind": "person",
              "school": "79000701",
              "roles": [ { "role": "GVCN" } ],
              "key": "pkcs11:object=gv",
              "certificates": "leaf.pem"
            }
          ],
          "signatureLevels": { "PHAT_HANH": "B" }
        }
        """;

    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>Writes the configuration.</summary>
    public string File() => Write("hocbaso.json", Json.ToJsonString());

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(In(name), content);
        return In(name);
    }

    /// <summary>A certificate of the root for the one key there is.</summary>
    public void WriteCertificate(string name, int days, string? extendedUsage = null) =>
        WriteCertificate(
            name,
            days,
            extendedUsage is null ? [] : [new X509EnhancedKeyUsageExtension([new Oid(extendedUsage)], critical: false)]
        );

    /// <summary>As above, with these extensions.</summary>
    public void WriteCertificate(string name, int days, params X509Extension[] extensions)
    {
        var request = new CertificateRequest("CN=leaf", _key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }
        var from = DateTimeOffset.UtcNow.AddDays(-200);
        var end = DateTimeOffset.UtcNow.AddDays(days);
        using var leaf = request.Create(_root, from, end, RandomNumberGenerator.GetBytes(8).Prepend((byte)1).ToArray());
        Write(name, leaf.ExportCertificatePem());
    }

    /// <summary>A certificate of a root that nobody trusts, for a key of its own.</summary>
    public void WriteStranger(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(400)
        );
        Write(name, certificate.ExportCertificatePem());
    }

    /// <summary>An empty CRL of the root.</summary>
    public void WriteCrl(string name, int days)
    {
        var builder = new CertificateRevocationListBuilder();
        var next = DateTimeOffset.UtcNow.AddDays(days);
        var from = DateTimeOffset.UtcNow.AddDays(-100);
        System.IO.File.WriteAllBytes(In(name), builder.Build(_root, 1, next, HashAlgorithmName.SHA256, null, from));
    }

    /// <summary>Puts a value, or takes the member away with null.</summary>
    /// <param name="pointer">As <c>/tokens/0/label</c>.</param>
    /// <param name="value">JSON.</param>
    public void Set(string pointer, string? value)
    {
        var parts = pointer.Split('/')[1..];
        var parent = parts[..^1]
            .Aggregate((JsonNode)Json, static (node, part) => int.TryParse(part, out var i) ? node[i]! : node[part]!);
        if (value is null)
        {
            parent.AsObject().Remove(parts[^1]);
        }
        else if (int.TryParse(parts[^1], out var index))
        {
            parent[index] = JsonNode.Parse(value);
        }
        else
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void WriteSecret(string name, string content) =>
        System.IO.File.SetUnixFileMode(Write(name, content), OwnerOnly);
}
