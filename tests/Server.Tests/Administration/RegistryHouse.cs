// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A registry over a real file, keys in memory and a clock that stands; everything that happens is told in order.</summary>
internal sealed class RegistryHouse : IAsyncDisposable
{
    public const string Tenant = "so-gddt";
    public const string Head = "head";

    /// <summary>The subject of <see cref="NewIssuing"/>.</summary>
    public const string EndingIssuer = "CN=Test Ending CA, O=Test, C=VN";
    private static int s_calls;
    private static readonly TestPki s_pki = new();
    private readonly TemporaryFolder _folder = new();
    private IdentityRegistry? _registry;

    public RegistryHouse()
    {
        Tokens = new MemoryTokens(Trace);
        Journal = new MemoryEvents(Trace);
    }

    public List<string> Trace { get; } = [];

    public MemoryTokens Tokens { get; }

    public MemoryEvents Journal { get; }

    public FragileStore? Store { get; private set; }

    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    public AdministrationOptions Options { get; set; } = new();

    public List<ConfiguredIdentity> Configured { get; } = [];

    public List<string> Tenants { get; } = [Tenant];

    public List<ServerKey> ServerKeys { get; } = [];

    public ILogger<RegistryLog> Log { get; set; } = NullLogger<RegistryLog>.Instance;

    public IdentityRegistry Registry => _registry!;

    public CertificateCatalog Current => Registry.Current;

    /// <summary>A call whose request bears an id of its own: q and a number.</summary>
    public static AdminCall Call(string administrator = "an") =>
        new(administrator, "CertificateAdminService/Test", $"q{Interlocked.Increment(ref s_calls)}");

    public static IdentityDefinition Definition(string id = Head) =>
        new()
        {
            Tenant = Tenant,
            Id = id,
            Kind = IdentityKind.Person,
            School = "THCS-1",
            Roles = [new RoleGrant(SignerRole.Cbql, []), new RoleGrant(SignerRole.Gvbm, ["TOAN"])],
        };

    public async Task<IdentityRegistry> StartAsync()
    {
        if (_registry is not null)
        {
            await _registry.DisposeAsync();
        }
        Store = new FragileStore(
            SqliteIdentityCatalog.Open(new CatalogOptions { Path = _folder.File("catalog.db") }),
            Trace
        );
        return _registry = await IdentityRegistry.OpenAsync(
            new RegistryParts
            {
                Settings = new IdentitySettings
                {
                    Anchors = Tenants.ToDictionary(static t => t, static _ => s_pki.Anchors),
                    ServerKeys = ServerKeys,
                    Identities = Configured.ToDictionary(c => (c.Definition.Tenant, c.Definition.Id)),
                    Administration = Options,
                },
                Store = Store,
                Journal = Journal,
                Tokens = Tokens,
                Signer = Tokens,
                Time = Time,
                Log = new RegistryLog(Log),
            }
        );
    }

    public Task<ChangeResult> ApplyAsync(IdentityChange change, string administrator = "an") =>
        Registry.ApplyAsync(Call(administrator), change, CancellationToken.None);

    public async Task<SigningException> RefusalAsync(IdentityChange change) =>
        await Assert.ThrowsAsync<SigningException>(() => ApplyAsync(change));

    /// <summary>A new identity with one version in force.</summary>
    public async Task<IdentityRecord> NewActiveAsync(string id = Head)
    {
        await ApplyAsync(new CreateIdentity(Definition(id)));
        var number = await NewVersionAsync(id);
        return (await ApplyAsync(new ActivateVersion(Tenant, id, number, null))).Identity!;
    }

    /// <summary>A new version with a certificate, not in force.</summary>
    public async Task<int> NewVersionAsync(
        string id = Head,
        int daysLeft = 365,
        bool rsa = false,
        CertificateIssuer? issuing = null
    )
    {
        var kind = rsa ? KeyKind.Rsa2048 : KeyKind.EcP256;
        var version = (await ApplyAsync(new GenerateKey(Tenant, id, "hsm", kind))).Version!;
        await ApplyAsync(new MakeRequest(Tenant, id, version.Number, Content(id)));
        await ApplyAsync(
            new InstallCertificate(
                Tenant,
                id,
                version.Number,
                Chain(Tokens.PublicKey(version.KeyUri), daysLeft, name: id, issuing: issuing)
            )
        );
        return version.Number;
    }

    public static CertificateRequestContent Content(string name) =>
        new() { Subject = new RequestedSubject { CommonName = name } };

    /// <summary>An authority of the tenant with a life of its own.</summary>
    public CertificateIssuer NewIssuing(int daysLeft) =>
        s_pki.NewAuthority(
            EndingIssuer,
            new Validity(Time.GetUtcNow().AddDays(-1), Time.GetUtcNow().AddDays(daysLeft))
        );

    /// <summary>What the authority answers.</summary>
    public IReadOnlyList<X509Certificate2> Chain(
        PublicKey key,
        int daysLeft = 365,
        TestPki? pki = null,
        string name = Head,
        CertificateIssuer? issuing = null
    )
    {
        var now = Time.GetUtcNow();
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN={name}, C=VN"),
            key,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
                critical: true
            )
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        issuing ??= (pki ?? s_pki).Issuing;
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                issuing.Certificate,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)(serial[0] & 0x7f | 1);
        var certificate = request.Create(
            issuing.Certificate.SubjectName,
            issuing.Generator,
            now.AddDays(-1),
            now.AddDays(daysLeft),
            serial
        );
        return [certificate, issuing.Certificate];
    }

    /// <summary>Lets time pass. Upkeep begins on the timer's thread, and ends before the next change gets its turn.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Assert.ThrowsAsync<SigningException>(() => ApplyAsync(new RollBack("nowhere", Head)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
        {
            await _registry.DisposeAsync();
        }
        _folder.Dispose();
    }
}
