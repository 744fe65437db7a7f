// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>A pipeline over parts in memory.</summary>
internal sealed class PipelineFixture
    : ICertificateCatalogSource,
        ICallerGrants,
        ITimestampSource,
        ISigningEvents,
        ICertificateStatusSource,
        IDisposable
{
    /// <summary>The four steps of a transcript; what each name may sign, <see cref="Catalog"/> says.</summary>
    public static (string, string)[] AllSteps =>
        [("GVBM:TOAN", "toan"), ("GVCN", "gvcn"), ("CBQL", "head"), ("PHAT_HANH", "school")];

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly TimeProvider _time;

    public PipelineFixture(SigningPipelineOptions? options = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Signer = new SoftwareSigner(_key);
        Current = Catalog(_key);
        Pipeline = new SigningPipeline(Ports(), options ?? new SigningPipelineOptions(), _time, Instruments);
    }

    public ECDsa Key => _key;

    public SigningPipeline Pipeline { get; }

    public SigningInstruments Instruments { get; } = new();

    public TextFormat Format { get; } = new();

    public MemoryJournal Journal { get; } = new();

    public SoftwareSigner Signer { get; }

    public CertificateCatalog Current { get; set; }

    public bool TimestampsFail { get; set; }

    public int Timestamps { get; private set; }

    /// <summary>What every timestamp waits for.</summary>
    public Func<Task> BeforeTimestamp { get; set; } = static () => Task.CompletedTask;

    /// <summary>What is known of the certificate of an identity; null for nobody is asked.</summary>
    public Func<SigningIdentity, CertificateStatusAnswer?> StatusOf { get; set; } = static _ => null;

    public bool CallerIsKnown { get; set; } = true;

    public List<SigningErrorKind> Failures { get; } = [];

    public static RoleClaim Claim(string text) =>
        RoleClaim.TryParse(text, out var claim) ? claim : throw new ArgumentException(text, nameof(text));

    public static SigningRequest Request(string id, string document, params (string Role, string Identity)[] steps) =>
        new()
        {
            Key = new RequestKey("t1", "loopback", id),
            Format = DocumentFormat.Xml,
            Document = Encoding.UTF8.GetBytes(document),
            Steps = [.. steps.Select(s => new SigningStep(Claim(s.Role), s.Identity))],
        };

    public Task<SigningResult> SignAsync(string id, string document, params (string Role, string Identity)[] steps) =>
        Pipeline.SignAsync(Request(id, document, steps), CancellationToken.None);

    /// <summary>Another pipeline over the same parts, as after a restart; the caller's to dispose of.</summary>
    public SigningPipeline Restart(SigningPipelineOptions options) => new(Ports(), options, _time, Instruments);

    public bool May(string caller, CallerOperation operation, string? tenant) => CallerIsKnown;

    public bool MaySign(string caller, SigningIdentity identity, RoleClaim claim) => CallerIsKnown;

    /// <summary>The value of every token, found right as it came.</summary>
    public static CheckedValue TokenValue { get; } =
        new(new byte[] { 1 }, SignatureAlgorithm.EcdsaSha256, new byte[32], new byte[64]);

    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    )
    {
        Timestamps++;
        Journal.Events.Add("asked for a timestamp");
        await BeforeTimestamp();
        return TimestampsFail
            ? throw new SigningException(SigningErrorKind.TimestampUnavailable, "No authority answers.")
            : new TimestampToken(imprint, DateTimeOffset.UnixEpoch, "tsa") { CheckedValue = TokenValue };
    }

    public ValueTask<CertificateStatusAnswer?> GetAsync(
        SigningIdentity identity,
        CertificateCatalog catalog,
        CancellationToken cancellationToken
    ) => ValueTask.FromResult(StatusOf(identity));

    public void Failed(RequestKey request, SigningError error, Exception cause)
    {
        lock (Failures)
        {
            Failures.Add(error.Kind);
        }
    }

    public void Dispose()
    {
        Pipeline.Dispose();
        Instruments.Dispose();
        _key.Dispose();
    }

    public static CertificateCatalog Catalog(
        ECDsa key,
        int daysLeft = 10,
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature,
        CertificateStatusPolicy policy = CertificateStatusPolicy.Off
    )
    {
        var request = new CertificateRequest("CN=Test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-100), now.AddDays(daysLeft));
        SigningIdentity Identity(string id, IdentityKind kind, string school, params RoleGrant[] roles) =>
            new()
            {
                Tenant = "t1",
                Id = id,
                Kind = kind,
                School = school,
                Roles = roles,
                KeyUri = "pkcs11:object=" + id,
                CertificateChain = [certificate],
                Status = new CertificateStatusSettings { Policy = policy },
            };
        return new CertificateCatalog(
            [
                Identity("toan", IdentityKind.Person, "S1", new RoleGrant(SignerRole.Gvbm, ["TOAN"])),
                Identity("gvcn", IdentityKind.Person, "S1", new RoleGrant(SignerRole.Gvcn, [])),
                Identity("head", IdentityKind.Person, "S1", new RoleGrant(SignerRole.Cbql, [])),
                Identity("school", IdentityKind.Organisation, "S1", new RoleGrant(SignerRole.PhatHanh, [])),
                Identity("stranger", IdentityKind.Person, "S2", new RoleGrant(SignerRole.Gvcn, [])),
            ],
            new Dictionary<string, TrustAnchors> { ["t1"] = new([certificate], []) }
        );
    }

    private SigningPorts Ports() =>
        new()
        {
            Formats = [Format],
            Verifiers = [Format],
            Profiles = [Format],
            Authorizer = new SigningAuthorizer(this, this),
            Journal = Journal,
            Signer = Signer,
            Timestamps = this,
            Status = this,
            Events = this,
        };
}
