// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration;

/// <summary>A made-up school with a token, certificates and a configuration file of its own.</summary>
internal sealed class School : IDisposable
{
    public const string Tenant = "so-gddt";
    private static readonly JsonSerializerOptions s_format = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
    private readonly TemporaryFolder _folder = new();
    private readonly SoftHsmToken _token = SoftHsmToken.Create();
    private readonly TestPki _pki = new();
    private readonly SampleSchool _sample;
    private readonly List<object> _identities = [];
    private readonly string _tsaKey;

    private object? _journal;
    private readonly OpenSslAuthority? _authority;
    private readonly object? _status;
    private readonly KeyKind _keys;

    /// <summary>Makes one.</summary>
    /// <param name="level">The level of the school.</param>
    /// <param name="authority">Who issues the signers' certificates; null for an authority without status.</param>
    /// <param name="status">The member of that name of each identity; null for none.</param>
    /// <param name="keys">The kind of the signers' keys.</param>
    public School(
        SchoolLevel level,
        OpenSslAuthority? authority = null,
        object? status = null,
        KeyKind keys = KeyKind.EcP256
    )
    {
        (Level, _authority, _status, _keys) = (level, authority, status, keys);
        _sample = SampleClass.School(level, Seed);
        AddIdentity("gv", "person", [new { role = "GVBM" }, new { role = "GVCN" }]);
        AddIdentity("hieu-truong", "person", [new { role = "CBQL" }]);
        AddIdentity("truong", "organisation", [new { role = "PHAT_HANH" }]);
        AddIdentity("truong-khac", "organisation", [new { role = "PHAT_HANH" }], "01000999");
        _tsaKey = _token.Generate(KeyKind.EcP256, "tsa");
        _folder.Write("tsa.pem", _pki.Tsa(PublicKeyOf(_tsaKey)).ExportCertificatePem());
        _folder.Write(
            "signers.pem",
            ((authority?.Parent ?? authority)?.Issuer ?? _pki.Root).Certificate.ExportCertificatePem()
        );
        _folder.Write("timestamps.pem", _pki.TimestampRoot.Certificate.ExportCertificatePem());
    }

    public const int Seed = 7;

    public SchoolLevel Level { get; }

    public string Folder => _folder.Path;

    /// <summary>The certificate of an identity.</summary>
    public X509Certificate2 CertificateOf(string identity) =>
        X509CertificateLoader.LoadCertificateFromFile(_folder.File($"{identity}.pem"));

    /// <summary>The member of that name of the configuration; null for none.</summary>
    public object? CertificateStatus { get; init; }

    /// <summary>The member of that name of the configuration; null for none.</summary>
    public object? Administration { get; init; }

    /// <summary>The token's label.</summary>
    public string Token => _token.Label;

    /// <summary>Generates a key in the token, outside of the server, and answers its URI.</summary>
    public string GenerateKey(KeyKind kind, string label, byte[]? id = null) => _token.Generate(kind, label, id);

    public string Pin => File.ReadAllText(_token.PinFile).Trim();

    /// <summary><c>listen.tls</c> of the configuration; null for none.</summary>
    public object? Tls { get; init; }

    /// <summary>The member of that name of the configuration; null for none.</summary>
    public object? Clients { get; init; }

    /// <summary>The code of the school of a level: of all its identities but one.</summary>
    public static string CodeOf(SchoolLevel level) => SampleClass.School(level, Seed).Code;

    public string JournalFile => _folder.File("journal.db");

    /// <summary>Checkpoints of the journal, when it is sealed.</summary>
    public string Checkpoints => _folder.File("checkpoints");

    /// <summary>Whom to trust for seals of the journal and for time.</summary>
    public TrustAnchors Anchors => _pki.Anchors;

    /// <summary>From the next configuration on the journal is sealed, after so many rows and so many seconds.</summary>
    public void SealJournal(int rows, int seconds)
    {
        var key = _token.Generate(KeyKind.EcP256, "so-nhat-ky");
        var seal = _pki.Seal("Sổ nhật ký", PublicKeyOf(key));
        _folder.Write(
            "journal-seal.pem",
            $"{seal.ExportCertificatePem()}\n{_pki.Issuing.Certificate.ExportCertificatePem()}"
        );
        Directory.CreateDirectory(Checkpoints);
        _journal = new
        {
            checkpointKey = key,
            checkpointCertificate = "journal-seal.pem",
            checkpointFolder = "checkpoints",
            checkpointRows = rows,
            checkpointSeconds = seconds,
        };
    }

    /// <summary>Writes the configuration.</summary>
    /// <param name="tsaUrl">The authority to ask.</param>
    /// <param name="selfVerification">What is verified before return.</param>
    public string WriteConfiguration(string tsaUrl = "built-in", string selfVerification = "full") =>
        _folder.Write(
            "hocbaso.json",
            JsonSerializer.Serialize(
                new
                {
                    node = "node-1",
                    listen = new
                    {
                        grpc = "127.0.0.1:0",
                        http = "127.0.0.1:0",
                        tls = Tls,
                    },
                    clients = Clients,
                    administration = Administration,
                    storage = new { journal = "journal.db" },
                    journal = _journal,
                    tokens = new[]
                    {
                        new
                        {
                            module = SoftHsmEnvironment.ModulePath,
                            label = _token.Label,
                            pinFile = _token.PinFile,
                            environment = new { SOFTHSM2_CONF = SoftHsmEnvironment.ConfigurationFile },
                        },
                    },
                    tenants = new[]
                    {
                        new
                        {
                            name = Tenant,
                            signerAnchors = new[] { "signers.pem" },
                            timestampAnchors = new[] { "timestamps.pem" },
                        },
                    },
                    identities = _identities,
                    timestampAuthorities = new[]
                    {
                        new
                        {
                            name = "tsa",
                            url = tsaUrl,
                            timeoutMilliseconds = 60_000,
                        },
                    },
                    builtInTimestampAuthority = new { key = _tsaKey, certificate = "tsa.pem" },
                    selfVerification,
                    certificateStatus = CertificateStatus,
                },
                s_format
            )
        );

    /// <summary>The authority's answer to a request (PKCS#10): the certificate and its issuer.</summary>
    public IReadOnlyList<X509Certificate2> Certify(ReadOnlyMemory<byte> request)
    {
        var asked = CertificateRequest.LoadSigningRequest(
            request.Span,
            HashAlgorithmName.SHA256,
            out _,
            CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions
        );
        var issuer = _pki.Issuing.Certificate;
        asked.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        var (from, until) = (TestPki.Life.From, TestPki.Life.Until);
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 1);
        return [asked.Create(issuer.SubjectName, _pki.Issuing.Generator, from, until, serial), issuer];
    }

    /// <summary>Unsigned transcripts.</summary>
    public IReadOnlyList<SampleTranscript> Transcripts(int count) => [.. SampleClass.Generate(Level, count, Seed)];

    /// <summary>Every step that the transcript needs.</summary>
    public static Wire.SigningSettings AllSteps(SampleTranscript transcript)
    {
        var settings = new Wire.SigningSettings();
        settings.Steps.AddRange(
            transcript.Claims.Select(static claim => new Wire.SigningStep
            {
                Role = (Wire.SignerRole)claim.Role,
                Subject = claim.Subject ?? "",
                Identity = claim.Role switch
                {
                    SignerRole.PhatHanh => "truong",
                    SignerRole.Cbql => "hieu-truong",
                    _ => "gv",
                },
            })
        );
        return settings;
    }

    public void Dispose()
    {
        _token.Dispose();
        _folder.Dispose();
    }

    private void AddIdentity(string id, string kind, object[] roles, string? school = null)
    {
        var key = _token.Generate(_keys, id);
        var publicKey = PublicKeyOf(key);
        _folder.Write($"{id}.pem", ChainOf(id, kind, publicKey));
        _identities.Add(
            new
            {
                tenant = Tenant,
                id,
                kind,
                school = school ?? _sample.Code,
                roles,
                key,
                certificates = $"{id}.pem",
                status = _status,
            }
        );
    }

    private string ChainOf(string id, string kind, PublicKey key)
    {
        if (_authority is not null)
        {
            var signer = _authority.IssuePerson(id, key).ExportCertificatePem();
            return _authority.Parent is null
                ? signer
                : signer + "\n" + _authority.Issuer.Certificate.ExportCertificatePem();
        }
        var certificate = kind == "person" ? _pki.Person(id, key) : _pki.Seal(id, key);
        return certificate.ExportCertificatePem() + "\n" + _pki.Issuing.Certificate.ExportCertificatePem();
    }

    /// <summary>The public key of a key in the token.</summary>
    public PublicKey PublicKeyOf(string keyUri)
    {
        using var keys = TokenKeys.Open(_token.Options);
        return PublicKey.CreateFromSubjectPublicKeyInfo(keys.ReadSubjectPublicKeyInfo(Pkcs11Uri.Parse(keyUri)), out _);
    }
}
