// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The people of a made-up school and its seal, each with a P-256 key in memory and a certificate of one authority.</summary>
internal sealed class Signatories
{
    /// <summary>The tenant that they belong to.</summary>
    public const string Tenant = "t";

    private readonly Dictionary<RoleClaim, SigningIdentity> _identities;

    public Signatories(SampleSchool school) =>
        _identities = school.Claims.ToDictionary(static claim => claim, claim => Make(school, claim));

    /// <summary>The time of every signature.</summary>
    public static DateTimeOffset Time { get; } = new(2026, 5, 25, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Signs with their keys.</summary>
    public SoftwareDigestSigner Signer { get; } = new();

    /// <summary>Who certified them.</summary>
    public TestPki Pki { get; } = new();

    /// <summary>What a signature is measured against.</summary>
    public VerificationContext Context => new(Pki.Anchors, Time.AddHours(1));

    /// <summary>All of them, as a catalog.</summary>
    public CertificateCatalog Catalog() =>
        new(_identities.Values, new Dictionary<string, TrustAnchors> { [Tenant] = Pki.Anchors });

    /// <summary>The step that signs as a role.</summary>
    public static SigningStep StepOf(RoleClaim claim) => new(claim, NameOf(claim)) { Level = SignatureLevel.BaselineB };

    /// <summary>What the pipeline would ask a format for, at B-B.</summary>
    public SignatureRequest Request(PlannedSignature planned, string profile) =>
        new()
        {
            Planned = planned,
            Step = StepOf(planned.Claim),
            Identity = _identities[planned.Claim],
            Algorithm = SignatureAlgorithm.EcdsaSha256,
            Profile = profile,
            Level = SignatureLevel.BaselineB,
            SigningTime = Time,
        };

    /// <summary>Signs an open document with their keys, one after another.</summary>
    public byte[] Sign(IOpenDocument document, SigningPlan plan, string profile)
    {
        foreach (var planned in plan.Signatures)
        {
            var request = Request(planned, profile);
            var prepared = document.Prepare(request);
            var value = Signer
                .SignDigestAsync(request.Identity.KeyUri, prepared.Algorithm, prepared.Digest, CancellationToken.None)
                .AsTask()
                .GetAwaiter()
                .GetResult();
            document.Complete(prepared, value, null);
        }
        return document.ToSignedDocument();
    }

    /// <summary>The same with a value that is fixed, and verifies nowhere: steps 3 and 7.</summary>
    public byte[] SignFixed(IOpenDocument document, SigningPlan plan, string profile)
    {
        foreach (var planned in plan.Signatures)
        {
            document.Complete(document.Prepare(Request(planned, profile)), FixedValueSigner.AnyValue, null);
        }
        return document.ToSignedDocument();
    }

    private SigningIdentity Make(SampleSchool school, RoleClaim claim)
    {
        var key = TestKey.Ec();
        var isSeal = claim.Role == SignerRole.PhatHanh;
        var uri = "pkcs11:object=" + NameOf(claim);
        Signer.Add(uri, key.Key);
        return new SigningIdentity
        {
            Tenant = Tenant,
            Id = NameOf(claim),
            Kind = isSeal ? IdentityKind.Organisation : IdentityKind.Person,
            School = school.Code,
            Roles = [new RoleGrant(claim.Role, claim.Subject is { } subject ? [subject] : [])],
            KeyUri = uri,
            CertificateChain =
            [
                isSeal ? Pki.Seal(school.Name, key.PublicKey) : Pki.Person($"Nguyễn Thị {claim}", key.PublicKey),
                Pki.Issuing.Certificate,
            ],
        };
    }

    private static string NameOf(RoleClaim claim) =>
        claim.Subject is { } subject ? $"{claim.RoleName}-{subject}" : claim.RoleName;
}
