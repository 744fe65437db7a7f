// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Core.Tests;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Xml.Tests.Pipeline;

/// <summary>
/// The pipeline over transcripts, with keys in memory: a school with a teacher, a head (on another curve, so with another
/// digest) and a seal.
/// </summary>
internal sealed class TranscriptHouse
    : ICertificateCatalogSource,
        ICallerGrants,
        IDigestSigner,
        ITimestampSource,
        ISigningEvents,
        IDisposable
{
    private const string Tenant = "t";
    private readonly Dictionary<string, TestKey> _keys = [];
    private readonly SigningInstruments _instruments = new();
    private readonly TestTimestampAuthority _timestamps;
    private readonly SigningPipeline _pipeline;
    private readonly string _school;
    private int _signatures;

    /// <summary>A school that signs the sample.</summary>
    public TranscriptHouse(
        SampleTranscript sample,
        SelfVerification selfVerification = SelfVerification.Full,
        int maxXmlBytes = 1 << 20
    )
    {
        _school = sample.Transcript.Header.SchoolCode;
        _timestamps = new TestTimestampAuthority(Pki, TimeProvider.System);
        Current = new CertificateCatalog(
            [Person("gv"), Person("ht"), Seal("vt")],
            new Dictionary<string, TrustAnchors> { [Tenant] = Pki.Anchors }
        );
        Verifier = new XmlDocumentVerifier(
            [TranscriptProfile.Default],
            new XmlVerifierOptions { Limits = XmlLimits.Default with { MaxBytes = maxXmlBytes + (1 << 20) } }
        );
        var ports = new SigningPorts
        {
            Formats = [new XmlDocumentFormat(maxXmlBytes)],
            Verifiers = [Verifier],
            Profiles = [TranscriptProfile.Default],
            Authorizer = new SigningAuthorizer(this, this),
            Journal = Journal,
            Signer = this,
            Timestamps = this,
            Events = this,
        };
        var options = new SigningPipelineOptions { SelfVerification = selfVerification, MaxXmlBytes = maxXmlBytes };
        _pipeline = new SigningPipeline(ports, options, TimeProvider.System, _instruments);
    }

    /// <summary>How often the HSM was asked.</summary>
    public int Signatures => _signatures;

    public MemoryJournal Journal { get; } = new();

    public TestPki Pki { get; } = new();

    public CertificateCatalog Current { get; }

    public XmlDocumentVerifier Verifier { get; }

    /// <summary>What is verified against the anchors of the school, now.</summary>
    public VerificationContext Context => new(Pki.Anchors, TimeProvider.System.GetUtcNow());

    /// <summary>Whose key signs a role.</summary>
    private static string IdentityOf(RoleClaim claim) =>
        claim.Role switch
        {
            SignerRole.Gvbm or SignerRole.Gvcn => "gv",
            SignerRole.Cbql => "ht",
            _ => "vt",
        };

    /// <summary>Signs as the roles, each with its own identity.</summary>
    public Task<SigningResult> SignAsync(string document, params IEnumerable<RoleClaim> claims) =>
        _pipeline.SignAsync(
            new SigningRequest
            {
                Key = new RequestKey(Tenant, "loopback", Guid.NewGuid().ToString("N")),
                Format = DocumentFormat.Xml,
                Document = Encoding.UTF8.GetBytes(document),
                Steps = [.. claims.Select(c => new SigningStep(c, IdentityOf(c)))],
            },
            CancellationToken.None
        );

    public ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref _signatures);
        return ValueTask.FromResult(SoftwareDigestSigner.Sign(_keys[keyUri].Key, algorithm, digest.Span));
    }

    public ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    ) => _timestamps.TimestampAsync(imprint, digest, cancellationToken);

    public bool May(string caller, CallerOperation operation, string? tenant) => true;

    public bool MaySign(string caller, SigningIdentity identity, RoleClaim claim) => true;

    public void Failed(RequestKey request, SigningError error, Exception cause)
    {
        // The result says so.
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _instruments.Dispose();
        foreach (var key in _keys.Values)
        {
            key.Key.Dispose();
        }
    }

    private SigningIdentity Person(string id) =>
        Identity(
            id,
            IdentityKind.Person,
            [SignerRole.Gvbm, SignerRole.Gvcn, SignerRole.Cbql],
            Pki.Person(id, NewKey(id).PublicKey),
            Pki.Issuing
        );

    private SigningIdentity Seal(string id) =>
        Identity(id, IdentityKind.Organisation, [SignerRole.PhatHanh], Pki.Seal(id, NewKey(id).PublicKey), Pki.Issuing);

    private SigningIdentity Identity(
        string id,
        IdentityKind kind,
        SignerRole[] roles,
        X509Certificate2 certificate,
        CertificateIssuer issuer
    ) =>
        new()
        {
            Tenant = Tenant,
            Id = id,
            Kind = kind,
            School = _school,
            Roles = [.. roles.Select(static r => new RoleGrant(r, []))],
            KeyUri = UriOf(id),
            CertificateChain = [certificate, issuer.Certificate],
        };

    private TestKey NewKey(string id) =>
        _keys[UriOf(id)] = id switch
        {
            "ht" => TestKey.Ec(ECCurve.NamedCurves.nistP384, SignatureAlgorithm.EcdsaSha384),
            _ => TestKey.Ec(),
        };

    private static string UriOf(string id) => "pkcs11:object=" + id;
}
