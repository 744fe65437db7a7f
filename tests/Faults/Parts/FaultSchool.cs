// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Faults;

/// <summary>
/// A primary school whose three signers share one key, which the test keeps: it can be put into any token, and back after it was
/// deleted.
/// </summary>
internal sealed class FaultSchool : IDisposable
{
    private const string Tenant = "so-gddt";
    private const int Seed = 7;
    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly SampleSchool _sample = SampleClass.School(SchoolLevel.TieuHoc, Seed);
    private readonly List<IdentityOptions> _identities = [];

    public FaultSchool()
    {
        _folder.Write("key.pem", _key.ExportPkcs8PrivateKeyPem());
        AddIdentity("gv", IdentityKind.Person, SignerRole.Gvbm, SignerRole.Gvcn);
        AddIdentity("hieu-truong", IdentityKind.Person, SignerRole.Cbql);
        AddIdentity("truong", IdentityKind.Organisation, SignerRole.PhatHanh);
        _folder.Write("signers.pem", Pki.Root.Certificate.ExportCertificatePem());
        _folder.Write("timestamps.pem", Pki.TimestampRoot.Certificate.ExportCertificatePem());
    }

    /// <summary>CKA_ID of the key.</summary>
    public static byte[] KeyId { get; } = [0x0A, 0x0B];

    public static Pkcs11Uri KeyUri { get; } = Pkcs11Uri.ForPrivateKey(null, KeyId);

    public TestPki Pki { get; } = new();

    public string Folder => _folder.Path;

    /// <summary>Unsigned transcripts.</summary>
    public static IReadOnlyList<SampleTranscript> Transcripts(int count) =>
        [.. SampleClass.Generate(SchoolLevel.TieuHoc, count, Seed)];

    /// <summary>A fresh token with the key.</summary>
    public async Task<SoftHsmToken> NewTokenAsync()
    {
        var token = SoftHsmToken.Create();
        await ImportAsync(token);
        return token;
    }

    /// <summary>Puts the key into a token, by SoftHSM's own tool: from another process, as an operator would.</summary>
    public async Task ImportAsync(SoftHsmToken token)
    {
        var configuration = "SOFTHSM2_CONF=" + SoftHsmEnvironment.ConfigurationFile;
        string[] arguments =
        [
            configuration,
            "softhsm2-util",
            "--import",
            _folder.File("key.pem"),
            "--token",
            token.Label,
            "--pin",
            token.Pin,
        ];
        var run = await Tool.RunAsync("/usr/bin/env", [.. arguments, "--label", "key", "--id", "0A0B"]);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    /// <summary>The server's options.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="authorities">Where timestamps come from; none means that the seal is B-B.</param>
    /// <param name="limits">The limits.</param>
    public SigningServerOptions Options(
        IReadOnlyList<TokenOptions> tokens,
        IReadOnlyList<TimestampAuthorityEntry>? authorities = null,
        LimitOptions? limits = null
    )
    {
        var options = new SigningServerOptions
        {
            Environment = "Development",
            Node = "node-1",
            GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            JournalPath = _folder.File("journal.db"),
            Tokens = tokens,
            Tenants =
            [
                new TenantOptions
                {
                    Name = Tenant,
                    SignerAnchorFiles = [_folder.File("signers.pem")],
                    TimestampAnchorFiles = [_folder.File("timestamps.pem")],
                },
            ],
            Identities = _identities,
            TimestampAuthorities = authorities ?? [],
            Limits = limits ?? new LimitOptions(),
        };
        return authorities is not null
            ? options
            : options with
            {
                SignatureLevels = Enum.GetValues<SignerRole>()
                    .ToDictionary(static role => role, static _ => SignatureLevel.BaselineB),
            };
    }

    /// <summary>Every step that a transcript needs: three.</summary>
    public static Wire.SigningSettings AllSteps()
    {
        var settings = new Wire.SigningSettings();
        settings.Steps.AddRange(
            Transcripts(1)[0]
                .Claims.Select(static claim => new Wire.SigningStep
                {
                    Role = (Wire.SignerRole)claim.Role,
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
        _key.Dispose();
        _folder.Dispose();
    }

    private void AddIdentity(string id, IdentityKind kind, params SignerRole[] roles)
    {
        var publicKey = new PublicKey(_key);
        using var certificate = kind == IdentityKind.Person ? Pki.Person(id, publicKey) : Pki.Seal(id, publicKey);
        string[] chain = [certificate.ExportCertificatePem(), Pki.Issuing.Certificate.ExportCertificatePem()];
        _identities.Add(
            new IdentityOptions
            {
                Tenant = Tenant,
                Id = id,
                Kind = kind,
                School = _sample.Code,
                Roles = [.. roles.Select(static role => new RoleGrant(role, []))],
                Key = KeyUri.ToString(),
                CertificateFile = _folder.Write($"{id}.pem", string.Join('\n', chain)),
            }
        );
    }
}
