// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Core.Tests;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>PDFs on the whole way of a document. What comes out is verified by the tools of others.</summary>
public sealed class PdfPipelineTests
    : ICertificateCatalogSource,
        ICallerGrants,
        ITimestampSource,
        ISigningEvents,
        IDigestSigner,
        IDisposable
{
    private readonly PdfHouse _house = new(TestKey.Ec);
    private readonly MemoryJournal _journal = new();
    private readonly SigningInstruments _instruments = new();
    private readonly TestTimestampAuthority _authority;

    public PdfPipelineTests()
    {
        _authority = new TestTimestampAuthority(_house.Pki, TimeProvider.System);
        var head = Identity("head", IdentityKind.Person, SignerRole.Cbql);
        var school = Identity("school", IdentityKind.Organisation, SignerRole.PhatHanh);
        Current = new CertificateCatalog(
            [head, school, school with { Id = "other", School = "S2" }],
            new Dictionary<string, TrustAnchors> { ["t"] = _house.Pki.Anchors }
        );
    }

    public CertificateCatalog Current { get; }

    private int Padding { get; set; }

    private int Signatures { get; set; }

    public void Dispose()
    {
        _instruments.Dispose();
        _house.Dispose();
    }

    [Fact]
    public async Task Sign_WhenTwoStepsComeForAPdf_MakesBothAndARepeatGivesTheSameBytes()
    {
        var pdf = PdfFiles.Make("qpdf-streams", _house.Folder);
        using var pipeline = Pipeline();

        var signed = await pipeline.SignAsync(Request(pdf, "school"), CancellationToken.None);
        // A larger token is seen in between: the repeat finds the room of the first time all the same.
        Padding = 12_000;
        var other = await pipeline.SignAsync(Request(PdfFiles.ByHand(), "school", "r2"), CancellationToken.None);
        var repeated = await pipeline.SignAsync(Request(pdf, "school"), CancellationToken.None);

        Assert.Null(signed.Error);
        Assert.Equal(["CBQL", "PHAT_HANH"], signed.Document!.Signatures.Select(s => s.SignatureId));
        OtherTools.RequireValid(_house, signed.Document.Document.ToArray(), 2);
        Assert.True(other.IsSigned);
        Assert.True(repeated.Document!.IsRepeated);
        Assert.Equal(signed.Document.Document.ToArray(), repeated.Document.Document.ToArray());
    }

    [Fact]
    public async Task Sign_WhenTheTokenIsLargerThanItsRoom_SignsAgainAsTheSecondAttempt()
    {
        Padding = 20_000;
        using var pipeline = Pipeline();

        var signed = await pipeline.SignAsync(Request(PdfFiles.ByHand(), "school"), CancellationToken.None);

        Assert.Null(signed.Error);
        Assert.Equal(4, Signatures);
        Assert.Equal(2, _journal.Outcomes.Count(o => o is { Attempt: 1, Kind: OutcomeKind.Discarded }));
        Assert.Equal(2, _journal.Outcomes.Count(o => o is { Attempt: 2, Kind: OutcomeKind.Signed }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenADocumentTimestampIsAskedFor_ARepeatGivesTheSameBytes(bool withSteps)
    {
        var pdf = PdfFiles.Make("qpdf-streams", _house.Folder);
        using var pipeline = Pipeline();

        var stamped = await pipeline.SignAsync(Stamped(pdf, withSteps), CancellationToken.None);
        // A larger token is seen in between: the repeat finds the room of the first time all the same.
        Padding = 12_000;
        var other = await pipeline.SignAsync(Stamped(PdfFiles.ByHand(), withSteps, "r2"), CancellationToken.None);
        var repeated = await pipeline.SignAsync(Stamped(pdf, withSteps), CancellationToken.None);

        Assert.Null(stamped.Error);
        Assert.Equal("DTS-1", stamped.Document!.DocumentTimestamp!.TimestampId);
        OtherTools.RequireValid(_house, stamped.Document.Document.ToArray(), withSteps ? 2 : 0, timestamps: 1);
        Assert.True(other.IsSigned);
        Assert.True(repeated.Document!.IsRepeated);
        Assert.Equal(stamped.Document.Document.ToArray(), repeated.Document.Document.ToArray());
    }

    [Fact]
    public async Task Sign_WhenTheTokenOfADocumentTimestampIsLargerThanItsRoom_MakesItAgainAsTheSecondAttempt()
    {
        Padding = 20_000;
        using var pipeline = Pipeline();

        var stamped = await pipeline.SignAsync(Stamped(PdfFiles.ByHand(), withSteps: false), CancellationToken.None);

        Assert.Null(stamped.Error);
        Assert.Equal(0, Signatures);
        Assert.Equal([OutcomeKind.Discarded, OutcomeKind.Signed], _journal.Outcomes.Select(static o => o.Kind));
    }

    [Fact]
    public async Task Sign_WhenTheSignersAreOfTwoSchools_IsRefused()
    {
        using var pipeline = Pipeline();

        var signed = await pipeline.SignAsync(Request(PdfFiles.ByHand(), "other"), CancellationToken.None);

        Assert.Equal((SigningErrorKind.NotPermitted, "steps[1].identity"), (signed.Error!.Kind, signed.Error.Field));
    }

    bool ICallerGrants.May(string caller, CallerOperation operation, string? tenant) => true;

    bool ICallerGrants.MaySign(string caller, SigningIdentity identity, RoleClaim claim) => true;

    void ISigningEvents.Failed(RequestKey request, SigningError error, Exception cause) { }

    ValueTask<byte[]> IDigestSigner.SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    )
    {
        Signatures++;
        return ValueTask.FromResult(_house.Sign(new PreparedSignature("x", algorithm, digest.ToArray(), [])));
    }

    async ValueTask<TimestampToken> ITimestampSource.TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    )
    {
        var token = await _authority.TimestampAsync(imprint, digest, cancellationToken);
        // An octet string of the size asked for stands in for a token with a long chain.
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.WriteOctetString(new byte[Padding]);
        return Padding == 0 ? token : token with { Token = writer.Encode() };
    }

    private SigningIdentity Identity(string id, IdentityKind kind, SignerRole role) =>
        _house.Identity with
        {
            Id = id,
            Kind = kind,
            Roles = [new RoleGrant(role, [])],
        };

    [Theory]
    [InlineData("S", true)]
    [InlineData("S2", false)]
    public async Task Sign_WhenTheServerKnowsTheSchool_OnlyThatSchoolSigns(string school, bool isSigned)
    {
        using var pipeline = Pipeline();

        var signed = await pipeline.SignAsync(
            Request(PdfFiles.ByHand(), "school") with
            {
                SchoolCode = school,
            },
            CancellationToken.None
        );

        Assert.Equal(isSigned ? null : SigningErrorKind.NotPermitted, signed.Error?.Kind);
        Assert.Equal(isSigned ? 2 : 0, Signatures);
    }

    private static SigningRequest Request(byte[] pdf, string school, string id = "r1") =>
        new()
        {
            Key = new RequestKey("t", "loopback", id),
            Format = DocumentFormat.Pdf,
            Document = pdf,
            Steps =
            [
                new SigningStep(new RoleClaim(SignerRole.Cbql), "head"),
                new SigningStep(new RoleClaim(SignerRole.PhatHanh), school),
            ],
        };

    private static SigningRequest Stamped(byte[] pdf, bool withSteps, string id = "r1") =>
        Request(pdf, "school", id) is var request && withSteps
            ? request with
            {
                DocumentTimestamp = true,
            }
            : request with
            {
                DocumentTimestamp = true,
                Steps = [],
            };

    private SigningPipeline Pipeline() =>
        new(
            new SigningPorts
            {
                Formats = [_house.Format],
                Verifiers = [new NoVerifier()],
                Profiles = [],
                Authorizer = new SigningAuthorizer(this, this),
                Journal = _journal,
                Signer = this,
                Timestamps = this,
                Events = this,
            },
            new SigningPipelineOptions { SelfVerification = SelfVerification.SignatureOnly },
            TimeProvider.System,
            _instruments
        );

    /// <summary>With <see cref="SelfVerification.SignatureOnly"/> nobody asks it.</summary>
    private sealed class NoVerifier : IDocumentVerifier
    {
        public DocumentFormat Format => DocumentFormat.Pdf;

        public VerificationReport Verify(ReadOnlyMemory<byte> document, VerificationContext context) =>
            throw new InvalidOperationException("Nobody should ask.");
    }
}
