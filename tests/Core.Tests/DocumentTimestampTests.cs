// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>A document timestamp on its way through the pipeline: behind the signatures, or alone.</summary>
public sealed class DocumentTimestampTests : IDisposable
{
    private static readonly (string, string)[] Head = [("CBQL", "head")];

    private readonly PipelineFixture _house = new();

    public DocumentTimestampTests() => _house.Format.Format = DocumentFormat.Pdf;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenATimestampIsAskedFor_ItComesLastWithAnIntentOfNobody()
    {
        var result = await SignAsync("r1", Head);

        Assert.True(result.IsSigned, result.Error?.Message);
        Assert.Equal("CBQL-1", Assert.Single(result.Document.Signatures).SignatureId);
        Assert.Equal(
            new DocumentTimestamp("DTS-1", DateTimeOffset.UnixEpoch, "tsa"),
            result.Document.DocumentTimestamp
        );
        Assert.Equal(
            ["intent CBQL-1", "intent DTS-1", "asked for a timestamp", "outcome 0 Signed", "outcome 1 Signed"],
            _house.Journal.Events
        );
        var intent = _house.Journal.Intents[1];
        Assert.True(intent.IsDocumentTimestamp);
        Assert.Equal(("", "DOCUMENT_TIMESTAMP"), (intent.IdentityId, intent.ClaimedRole));
        Assert.True(intent.CertificateThumbprint.IsEmpty);
        Assert.True(_house.Journal.Outcomes[1].SignatureValue.IsEmpty);
        Assert.False(_house.Journal.Outcomes[1].TimestampToken.IsEmpty);
    }

    [Fact]
    public async Task Sign_WhenThereAreNoSteps_OnlyTheTimestampIsMadeAndNoKeyIsUsed()
    {
        var result = await SignAsync("r1");

        Assert.True(result.IsSigned, result.Error?.Message);
        Assert.Empty(result.Document.Signatures);
        Assert.NotNull(result.Document.DocumentTimestamp);
        Assert.Equal(0, _house.Signer.Signatures);
        Assert.Equal(0, Assert.Single(_house.Journal.Intents).Step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenTheSameRequestComesAgain_TakesTheTokenFromTheJournal(bool withStep)
    {
        var first = await SignAsync("r1", withStep ? Head : []);
        var second = await SignAsync("r1", withStep ? Head : []);

        Assert.True(second.Document!.IsRepeated);
        Assert.Equal(first.Document!.Document.ToArray(), second.Document.Document.ToArray());
        Assert.Equal(first.Document.DocumentTimestamp, second.Document.DocumentTimestamp);
        Assert.Equal(1, _house.Timestamps);
        Assert.Equal(_house.Journal.Intents[^1].DigestToSign, _house.Format.SignedDigests[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenTheSameIdComesWithoutOrWithATimestamp_IsAnotherRequest(bool first)
    {
        await _house.Pipeline.SignAsync(Request("r1", first, Head), CancellationToken.None);

        var second = await _house.Pipeline.SignAsync(Request("r1", !first, Head), CancellationToken.None);

        Assert.Equal(SigningErrorKind.RequestIdReused, second.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenNoAuthorityAnswers_ClosesEveryIntentAndReturnsNothing()
    {
        _house.TimestampsFail = true;

        var result = await SignAsync("r1", Head);

        Assert.Equal(SigningErrorKind.TimestampUnavailable, result.Error!.Kind);
        Assert.Equal(2, _house.Journal.Outcomes.Count);
        Assert.All(_house.Journal.Outcomes, o => Assert.Equal(SigningErrorKind.TimestampUnavailable, o.Error));
        _house.TimestampsFail = false;
        Assert.True((await SignAsync("r1", Head)).IsSigned);
    }

    [Fact]
    public async Task Sign_WhenTheTokenDoesNotFit_DiscardsAllAndTriesOnceMore()
    {
        _house.Format.TimestampMisfits = 1;

        var result = await SignAsync("r1", Head);

        Assert.True(result.IsSigned, result.Error?.Message);
        Assert.Equal(2, _house.Journal.Outcomes.Count(o => o is { Attempt: 1, Kind: OutcomeKind.Discarded }));
        Assert.Equal(2, _house.Journal.Outcomes.Count(o => o is { Attempt: 2, Kind: OutcomeKind.Signed }));
    }

    [Fact]
    public async Task Sign_WhenTheNodeStoppedBeforeTheOutcome_ClosesTheIntentAndMakesAnother()
    {
        _house.Journal.FailsOutcomes = true;
        var lost = await SignAsync("r1");
        _house.Journal.FailsOutcomes = false;

        var again = await SignAsync("r1");

        Assert.Equal(SigningErrorKind.StorageFailed, lost.Error!.Kind);
        Assert.False(again.Document!.IsRepeated);
        Assert.Equal([OutcomeKind.Discarded, OutcomeKind.Signed], _house.Journal.Outcomes.Select(static o => o.Kind));
    }

    [Fact]
    public async Task Sign_WhenTheTimestampDoesNotCoverTheWholeOutput_ReturnsNothing()
    {
        _house.Format.MisplacesTimestamps = true;

        var result = await SignAsync("r1", Head);

        Assert.Equal(SigningErrorKind.SelfVerificationFailed, result.Error!.Kind);
        Assert.Contains("DTS-1", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenTheJournalNoLongerFits_GivesNoOtherDocumentForTheRequest()
    {
        await SignAsync("r1");
        _house.Journal.Intents[0] = _house.Journal.Intents[0] with { DigestToSign = new byte[32] };

        Assert.Equal(SigningErrorKind.SelfVerificationFailed, (await SignAsync("r1")).Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheFormatIsXml_IsRefusedBeforeAnythingIsParsed()
    {
        _house.Format.Format = DocumentFormat.Xml;
        var request = Request("r1", true, ("GVCN", "gvcn")) with { Format = DocumentFormat.Xml };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(
            (SigningErrorKind.UnsupportedFormat, "document_timestamp"),
            (result.Error!.Kind, result.Error.Field)
        );
        Assert.Equal(0, _house.Format.Opened);
    }

    [Fact]
    public async Task Sign_WhenThereIsNothingToDo_IsRefused()
    {
        var result = await _house.Pipeline.SignAsync(Request("r1", false), CancellationToken.None);

        Assert.Equal((SigningErrorKind.InvalidRequest, "steps"), (result.Error!.Kind, result.Error.Field));
    }

    [Fact]
    public async Task Sign_WhenTheTenantIsNotServed_IsRefusedWithoutSteps()
    {
        var request = Request("r1", true);

        var result = await _house.Pipeline.SignAsync(
            request with
            {
                Key = request.Key with { Tenant = "t2" },
            },
            CancellationToken.None
        );

        Assert.Equal(SigningErrorKind.NotPermitted, result.Error!.Kind);
        Assert.Equal(0, _house.Timestamps);
    }

    [Fact]
    public void Deserialize_WhenTheSchemeIsNone_IsNoPreparedSignature()
    {
        var none = new SignatureAlgorithm(SignatureScheme.None, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var octets = new PreparedSignature("S", none, new byte[32], []).Serialize();

        var refused = Assert.Throws<SigningException>(() => PreparedSignature.Deserialize(octets));

        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
    }

    private Task<SigningResult> SignAsync(string id, params (string, string)[] steps) =>
        _house.Pipeline.SignAsync(Request(id, true, steps), CancellationToken.None);

    private static SigningRequest Request(string id, bool timestamp, params (string, string)[] steps) =>
        PipelineFixture.Request(id, "doc", steps) with
        {
            Format = DocumentFormat.Pdf,
            DocumentTimestamp = timestamp,
        };
}
