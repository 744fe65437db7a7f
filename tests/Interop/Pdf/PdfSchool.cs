// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Interop;

/// <summary>A principal and a school's seal with keys of one kind, and an authority: they sign PDFs as the pipeline does.</summary>
internal sealed class PdfSchool
{
    private readonly SoftwareDigestSigner _signer = new();
    private readonly TestTimestampAuthority _tsa;
    private readonly PdfDocumentFormat _format = new();
    private readonly string _profile;
    private readonly SigningIdentity _principal;
    private readonly SigningIdentity _seal;

    /// <summary>A school whose signatures are of a scheme: <c>ECDSA</c>, <c>RSASSA-PSS</c>, <c>RSASSA-PKCS1-v1_5</c>.</summary>
    public PdfSchool(string scheme)
    {
        // PAdES with an RSA key is RSASSA-PSS; v1.5 is for the compat profile alone.
        _profile = scheme == "RSASSA-PKCS1-v1_5" ? SignatureProfile.Pkcs7 : SignatureProfile.Pades;
        Func<TestKey> newKey = scheme == "ECDSA" ? TestKey.Ec : () => TestKey.Rsa();
        _principal = Identity(IdentityKind.Person, newKey());
        _seal = Identity(IdentityKind.Organisation, newKey());
        _tsa = new TestTimestampAuthority(Pki, TimeProvider.System);
        Assert.Equal(scheme, NameOf(AlgorithmPolicy.Choose(_seal, _profile).Scheme));
    }

    public TestPki Pki { get; } = new();

    /// <summary>One signature with a timestamp on it, in an opening of its own.</summary>
    public async Task<byte[]> SignAsync(byte[] pdf, SignerRole role)
    {
        using var document = _format.Open(pdf);
        var identity = role == SignerRole.PhatHanh ? _seal : _principal;
        var claim = new RoleClaim(role);
        var prepared = document.Prepare(
            new SignatureRequest
            {
                Planned = new PlannedSignature(claim, claim.ToString()!) { SignedIds = [] },
                Step = new SigningStep(claim, identity.Id),
                Identity = identity,
                Algorithm = AlgorithmPolicy.Choose(identity, _profile),
                Profile = _profile,
                Level = SignatureLevel.BaselineT,
                SigningTime = TimeProvider.System.GetUtcNow(),
            }
        );
        var value = await _signer.SignDigestAsync(
            identity.KeyUri,
            prepared.Algorithm,
            prepared.Digest,
            CancellationToken.None
        );
        document.Complete(prepared, value, await _tsa.StampAsync(document.DataToTimestamp(prepared, value)));
        return document.ToSignedDocument();
    }

    /// <summary>A document timestamp, later.</summary>
    public async Task<byte[]> StampAsync(byte[] pdf)
    {
        using var document = _format.Open(pdf);
        var stamped = (ITimestampedDocument)document;
        var prepared = stamped.PrepareTimestamp(default);
        var token = await _tsa.TimestampAsync(prepared.Digest, prepared.DigestAlgorithm, CancellationToken.None);
        stamped.CompleteTimestamp(prepared, token.Token);
        return document.ToSignedDocument();
    }

    private SigningIdentity Identity(IdentityKind kind, TestKey key)
    {
        var id = kind == IdentityKind.Person ? "hieu-truong" : "van-thu";
        var uri = "pkcs11:object=" + id;
        _signer.Add(uri, key.Key);
        var certificate =
            kind == IdentityKind.Person
                ? Pki.Person("Nguyễn Thị Ánh Tuyết", key.PublicKey)
                : Pki.Seal("THCS Nguyễn Huệ", key.PublicKey);
        return new SigningIdentity
        {
            Tenant = "t",
            Id = id,
            Kind = kind,
            School = "S",
            Roles = [],
            KeyUri = uri,
            CertificateChain = [certificate, Pki.Issuing.Certificate],
        };
    }

    private static string NameOf(SignatureScheme scheme) =>
        scheme switch
        {
            SignatureScheme.Ecdsa => "ECDSA",
            SignatureScheme.RsaPss => "RSASSA-PSS",
            _ => "RSASSA-PKCS1-v1_5",
        };
}
