// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Signs PDFs with keys in memory, step by step, as the pipeline does.</summary>
internal sealed class PdfHouse(Func<TestKey> key) : IDisposable
{
    public static DateTimeOffset SigningTime => TestSigner.SigningTime;

    private static readonly Lazy<FontFaces> Faces = new(() => FontFaces.Load());

    private readonly TestSigner _signer = new(key());

    public TestPki Pki => _signer.Pki;

    public SigningIdentity Identity => _signer.Identity;

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

    public Task SignAsync(IOpenDocument document, SignatureRequest request) => _signer.SignAsync(document, request);

    public Task<ReadOnlyMemory<byte>?> StampAsync(
        IOpenDocument document,
        SignatureRequest request,
        PreparedSignature prepared,
        byte[] value
    ) => _signer.StampAsync(document, request, prepared, value);

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
        (
            await _signer.Timestamps.TimestampAsync(prepared.Digest, prepared.DigestAlgorithm, CancellationToken.None)
        ).Token;

    public byte[] Sign(PreparedSignature prepared) => _signer.Sign(prepared);

    public SignatureRequest Request(string role)
    {
        Assert.True(RoleClaim.TryParse(role, out var claim));
        return _signer.Request(
            new PlannedSignature(claim, role.Replace(':', '-')) { SignedIds = [] },
            Profile,
            claim.Role == SignerRole.PhatHanh ? SealLevel : SignatureLevel.BaselineB
        );
    }

    public void Dispose() => Folder.Dispose();
}
