// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Signs PDFs with keys in memory, step by step, as the pipeline does.</summary>
internal sealed class PdfHouse : IDisposable
{
    public static DateTimeOffset SigningTime { get; } = new(2026, 5, 25, 8, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<FontFaces> Faces = new(() => FontFaces.Load());

    private readonly TestKey _key;
    private readonly TestTimestampAuthority _tsa;

    public PdfHouse(Func<TestKey> key)
    {
        _key = key();
        Pki = new TestPki();
        Identity = new SigningIdentity
        {
            Tenant = "t",
            Id = "i",
            Kind = IdentityKind.Person,
            School = "S",
            Roles = [],
            KeyUri = "pkcs11:object=i",
            CertificateChain = [Pki.Person("Nguyễn Thị Ánh Tuyết", _key.PublicKey), Pki.Issuing.Certificate],
        };
        _tsa = new TestTimestampAuthority(TestKey.Ec(), k => Pki.Tsa(k.PublicKey), TimeProvider.System);
    }

    public TestPki Pki { get; }

    public SigningIdentity Identity { get; }

    public string Profile { get; init; } = SignatureProfile.Pades;

    public SignatureLevel SealLevel { get; init; } = SignatureLevel.BaselineT;

    public PdfDocumentFormat Format { get; init; } = new(appearances: new PdfAppearanceOptions { Faces = Faces.Value });

    public TemporaryFolder Folder { get; } = new();

    /// <summary>Signs a PDF with roles, in one opening.</summary>
    public async Task<byte[]> SignAsync(byte[] pdf, params string[] roles)
    {
        using var document = Format.Open(pdf);
        foreach (var role in roles)
        {
            await SignAsync(document, Request(role));
        }
        return document.ToSignedDocument();
    }

    /// <summary>Signs a PDF with steps, planned together as the pipeline plans them.</summary>
    public async Task<byte[]> SignAsync(byte[] pdf, params SigningStep[] steps)
    {
        using var document = Format.Open(pdf);
        var plan = document.Plan(steps)!;
        for (var i = 0; i < steps.Length; i++)
        {
            var request = Request(steps[i].Claim.ToString());
            await SignAsync(
                document,
                request with
                {
                    Planned = plan.Signatures[i],
                    Step = steps[i],
                    StepField = $"steps[{i}]",
                }
            );
        }
        return document.ToSignedDocument();
    }

    public async Task SignAsync(IOpenDocument document, SignatureRequest request)
    {
        var prepared = document.Prepare(request);
        var value = Sign(prepared);
        document.Complete(prepared, value, await StampAsync(document, request, prepared, value));
    }

    public async Task<ReadOnlyMemory<byte>?> StampAsync(
        IOpenDocument document,
        SignatureRequest request,
        PreparedSignature prepared,
        byte[] value
    ) =>
        request.Level == SignatureLevel.BaselineT
            ? await _tsa.StampAsync(document.DataToTimestamp(prepared, value))
            : (ReadOnlyMemory<byte>?)null;

    /// <summary>Adds a document timestamp to a PDF.</summary>
    public async Task<byte[]> TimestampAsync(byte[] pdf)
    {
        using var document = Format.Open(pdf);
        var stamped = (ITimestampedDocument)document;
        var prepared = stamped.PrepareTimestamp(default);
        stamped.CompleteTimestamp(prepared, await TokenAsync(prepared));
        return document.ToSignedDocument();
    }

    public async Task<ReadOnlyMemory<byte>> TokenAsync(PreparedTimestamp prepared) =>
        (await _tsa.TimestampAsync(prepared.Digest, prepared.DigestAlgorithm, CancellationToken.None)).Token;

    public byte[] Sign(PreparedSignature prepared) =>
        (_key.Key, prepared.Algorithm.Scheme) switch
        {
            (ECDsa ecdsa, _) => ecdsa.SignHash(prepared.Digest.Span),
            (RSA rsa, SignatureScheme.RsaPss) => rsa.SignHash(
                prepared.Digest.Span,
                prepared.Algorithm.Digest,
                RSASignaturePadding.Pss
            ),
            (RSA rsa, _) => rsa.SignHash(prepared.Digest.Span, prepared.Algorithm.Digest, RSASignaturePadding.Pkcs1),
            _ => throw new InvalidOperationException(),
        };

    public SignatureRequest Request(string role)
    {
        Assert.True(RoleClaim.TryParse(role, out var claim));
        return new SignatureRequest
        {
            Planned = new PlannedSignature(claim, role.Replace(':', '-')) { SignedIds = [] },
            Step = new SigningStep(claim, "i"),
            Identity = Identity,
            Algorithm = AlgorithmPolicy.Choose(Identity, Profile),
            Profile = Profile,
            Level = claim.Role == SignerRole.PhatHanh ? SealLevel : SignatureLevel.BaselineB,
            SigningTime = SigningTime,
        };
    }

    public void Dispose() => Folder.Dispose();
}
