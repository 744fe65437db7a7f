// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Core.Tests;

public sealed class SigningPipelineTests : IDisposable
{
    private static readonly (string, string)[] AllSteps =
    [
        ("GVBM:TOAN", "toan"),
        ("GVCN", "gvcn"),
        ("CBQL", "head"),
        ("PHAT_HANH", "school"),
    ];

    private readonly PipelineFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenAllStepsAreGood_GivesEverySignatureWithOneParse()
    {
        var result = await _house.SignAsync("r1", "doc", AllSteps);

        Assert.True(result.IsSigned);
        Assert.Equal(
            ["GVBM:TOAN-1", "GVCN-1", "CBQL-1", "PHAT_HANH-1"],
            result.Document!.Signatures.Select(s => s.SignatureId)
        );
        Assert.Equal(1, _house.Format.Opened);
        Assert.Equal(SHA256.HashData(result.Document.Document.Span), result.Document.Digest.ToArray());
        Assert.Null(result.Document.Signatures[0].TimestampTime);
        Assert.NotNull(result.Document.Signatures[3].TimestampTime);
    }

    [Fact]
    public async Task Sign_WhenASignatureIsMade_ItsIntentIsInTheJournalBefore()
    {
        var intentsAtSigning = new List<int>();
        _house.Signer.BeforeSigning = _ =>
        {
            lock (intentsAtSigning)
            {
                intentsAtSigning.Add(_house.Journal.Intents.Count);
            }
            return Task.CompletedTask;
        };

        await _house.SignAsync("r1", "doc", AllSteps);

        Assert.Equal([2, 2, 3, 4], intentsAtSigning);
        Assert.All(_house.Journal.Outcomes, o => Assert.Equal(OutcomeKind.Signed, o.Kind));
    }

    [Fact]
    public async Task Sign_WhenTheSameRequestComesAgain_CompletesItWithoutASecondSignature()
    {
        var first = await _house.SignAsync("r1", "doc", AllSteps);
        var second = await _house.SignAsync("r1", "doc", AllSteps);

        Assert.Equal(4, _house.Signer.Signatures);
        Assert.True(second.Document!.IsRepeated);
        Assert.Equal(first.Document!.Document.ToArray(), second.Document.Document.ToArray());
        Assert.Equal(first.Document.Signatures, second.Document.Signatures);
    }

    [Fact]
    public async Task Sign_WhenTheSameRequestComesTwiceAtOnce_SignsOnce()
    {
        var gate = new TaskCompletionSource();
        _house.Signer.BeforeSigning = _ => gate.Task;
        var first = _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var second = _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        gate.SetResult();

        var results = await Task.WhenAll(first, second);

        Assert.Equal(1, _house.Signer.Signatures);
        Assert.Equal(results[0].Document!.Document.ToArray(), results[1].Document!.Document.ToArray());
    }

    [Theory]
    [InlineData("other", "GVCN", "gvcn")]
    [InlineData("doc", "CBQL", "head")]
    public async Task Sign_WhenARequestIdIsUsedForOtherInput_RefusesIt(string document, string role, string identity)
    {
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        var result = await _house.SignAsync("r1", document, (role, identity));

        Assert.Equal(SigningErrorKind.RequestIdReused, result.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheIdentityChangedSinceARequest_DoesNotGiveAnotherDocumentForIt()
    {
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var intent = _house.Journal.Intents[0];
        _house.Journal.Intents[0] = intent with { DigestToSign = new byte[32] };

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheNodeStoppedBetweenIntentAndOutcome_ClosesTheIntentAndSignsOnce()
    {
        _house.Journal.FailsOutcomes = true;
        var lost = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        _house.Journal.FailsOutcomes = false;

        var again = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var repeated = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.StorageFailed, lost.Error!.Kind);
        Assert.Equal(
            ["intent GVCN-1", "outcome 0 Discarded", "intent GVCN-1", "outcome 0 Signed"],
            _house.Journal.Events
        );
        Assert.Equal(again.Document!.Document.ToArray(), repeated.Document!.Document.ToArray());
        Assert.Equal(2, _house.Journal.Intents.Max(i => i.Attempt));
    }

    [Fact]
    public async Task Sign_WhenNoAuthorityAnswers_ClosesTheIntentsAndReturnsNothing()
    {
        _house.TimestampsFail = true;
        var result = await _house.SignAsync("r1", "doc", AllSteps);

        Assert.Equal(SigningErrorKind.TimestampUnavailable, result.Error!.Kind);
        Assert.All(_house.Journal.Outcomes, o => Assert.Equal(SigningErrorKind.TimestampUnavailable, o.Error));
        Assert.Equal(4, _house.Journal.Outcomes.Count);

        _house.TimestampsFail = false;
        Assert.True((await _house.SignAsync("r1", "doc", AllSteps)).IsSigned);
    }

    [Fact]
    public async Task Sign_WhenTheOutputDoesNotVerify_ReturnsNothing()
    {
        var broken = new PipelineFixture();
        broken.Signer.BeforeSigning = _ =>
        {
            broken.Format.VerifierSaysBroken = true;
            return Task.CompletedTask;
        };

        var result = await broken.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        // The toy verifier calls the input broken as well, so the caller's document is named as the cause.
        Assert.Equal(SigningErrorKind.MalformedDocument, result.Error!.Kind);
        Assert.Equal(OutcomeKind.Failed, broken.Journal.Outcomes.Single().Kind);
        broken.Dispose();
    }

    [Fact]
    public async Task Sign_WhenOurOwnOutputIsBroken_ItIsOurFaultAndNothingIsReturned()
    {
        _house.Format.BreaksWhatItSigns = true;

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.SelfVerificationFailed, result.Error!.Kind);
        Assert.Null(result.Document);
        Assert.Equal(SigningErrorKind.SelfVerificationFailed, _house.Journal.Outcomes.Single().Error);
    }

    [Fact]
    public async Task Sign_WhenOnlyValuesAreToBeVerified_TheVerifierDoesNotRun()
    {
        using var house = new PipelineFixture(
            new SigningPipelineOptions { SelfVerification = SelfVerification.SignatureOnly }
        );

        var result = await house.SignAsync("r1", "doc", AllSteps);

        Assert.True(result.IsSigned);
        Assert.Equal(0, house.Format.Verified);
    }

    [Fact]
    public async Task Sign_WhenTheServerMadeTheRequestId_TheJournalIsNotAsked()
    {
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with { IsRepeatable = false };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.True(result.IsSigned);
        Assert.Equal(0, _house.Journal.LookUps);
    }

    [Fact]
    public async Task Sign_WhenTheFirstOfTwoEqualRequestsFails_TheOtherTriesAgain()
    {
        var gate = new TaskCompletionSource();
        var tries = 0;
        _house.Signer.BeforeSigning = _ => Interlocked.Increment(ref tries) == 1 ? gate.Task : Task.CompletedTask;
        var first = _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var second = _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        gate.SetException(new SigningException(SigningErrorKind.HsmUnavailable, "The HSM can't sign now."));

        Assert.Equal(SigningErrorKind.HsmUnavailable, (await first).Error!.Kind);
        Assert.True((await second).IsSigned);
        Assert.Equal(["intent GVCN-1", "outcome 0 Failed", "intent GVCN-1", "outcome 0 Signed"], _house.Journal.Events);
    }

    [Fact]
    public async Task Sign_WhenTheCallerGoesWhileAnEqualRequestRuns_StopsWaitingAndTouchesNothing()
    {
        using var caller = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        _house.Signer.BeforeSigning = _ => gate.Task;
        var running = _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var waiting = _house.Pipeline.SignAsync(PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")), caller.Token);
        await caller.CancelAsync();

        Assert.Equal(SigningErrorKind.Cancelled, (await waiting).Error!.Kind);
        gate.SetResult();
        Assert.True((await running).IsSigned);
        Assert.Equal(["intent GVCN-1", "outcome 0 Signed"], _house.Journal.Events);
    }

    [Fact]
    public async Task Sign_WhenTheTokenHoldsAnotherKey_ReturnsNothing()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _house.Current = PipelineFixture.Catalog(other);

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.SelfVerificationFailed, result.Error!.Kind);
    }

    [Theory]
    [InlineData("GVCN", "nobody", SigningErrorKind.IdentityNotFound)]
    [InlineData("GVCN", "toan", SigningErrorKind.NotPermitted)]
    [InlineData("GVBM:VAN", "toan", SigningErrorKind.NotPermitted)]
    [InlineData("GVCN", "school", SigningErrorKind.NotPermitted)]
    [InlineData("PHAT_HANH", "head", SigningErrorKind.NotPermitted)]
    [InlineData("GVCN", "stranger", SigningErrorKind.NotPermitted)]
    public async Task Sign_WhenTheIdentityMayNot_IsRefusedAndNothingIsSigned(
        string role,
        string identity,
        SigningErrorKind kind
    )
    {
        var result = await _house.SignAsync("r1", "doc", (role, identity));

        Assert.Equal(kind, result.Error!.Kind);
        Assert.Equal("steps[0].identity", result.Error.Field);
        Assert.Equal(0, _house.Signer.Signatures);
        Assert.Empty(_house.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenTheCallerIsUnknown_IsRefused()
    {
        _house.CallerIsKnown = false;

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.NotPermitted, result.Error!.Kind);
        Assert.Equal([SigningErrorKind.NotPermitted], _house.Failures);
    }

    [Theory]
    [InlineData(-1, X509KeyUsageFlags.DigitalSignature)]
    [InlineData(10, X509KeyUsageFlags.KeyCertSign)]
    public async Task Sign_WhenTheCertificateIsNotUsable_IsRefused(int daysLeft, X509KeyUsageFlags usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _house.Current = PipelineFixture.Catalog(key, daysLeft, usage);

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheCallerGoesAway_ClosesTheIntent()
    {
        using var caller = new CancellationTokenSource();
        _house.Signer.BeforeSigning = async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        var result = await _house.Pipeline.SignAsync(
            PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")),
            caller.Token
        );

        Assert.Equal(SigningErrorKind.Cancelled, result.Error!.Kind);
        Assert.Equal(SigningErrorKind.Cancelled, _house.Journal.Outcomes.Single().Error);
        Assert.Equal(0, _house.Pipeline.InFlight);
    }

    [Fact]
    public async Task Sign_WhenTheDeadlinePassesDuringTheWork_SaysSo()
    {
        _house.Signer.BeforeSigning = token => Task.Delay(Timeout.Infinite, token);
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with
        {
            Deadline = TimeProvider.System.GetUtcNow().AddMilliseconds(200),
        };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(SigningErrorKind.DeadlineTooShort, result.Error!.Kind);
        Assert.Equal(SigningErrorKind.DeadlineTooShort, _house.Journal.Outcomes.Single().Error);
    }

    [Fact]
    public async Task Sign_WhenTheServerIsFull_RefusesTheOneAndLetsTheOtherWait()
    {
        using var house = new PipelineFixture(new SigningPipelineOptions { MaxInFlight = 1 });
        var gate = new TaskCompletionSource();
        house.Signer.BeforeSigning = _ => gate.Task;
        var running = house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        var refused = await house.SignAsync("r2", "doc", ("GVCN", "gvcn"));
        var waiting = house.Pipeline.SignAsync(
            PipelineFixture.Request("r3", "doc", ("GVCN", "gvcn")) with
            {
                MayWait = true,
            },
            CancellationToken.None
        );
        gate.SetResult();

        Assert.Equal(SigningErrorKind.Overloaded, refused.Error!.Kind);
        Assert.NotNull(refused.Error.RetryAfter);
        Assert.True((await running).IsSigned);
        Assert.True((await waiting).IsSigned);
    }

    [Theory]
    [InlineData("", "doc", "request_id")]
    [InlineData("has space", "doc", "request_id")]
    [InlineData("r1", "", "document")]
    public async Task Sign_WhenTheRequestIsWrong_NamesTheField(string id, string document, string field)
    {
        var result = await _house.SignAsync(id, document, ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.InvalidRequest, result.Error!.Kind);
        Assert.Equal(field, result.Error.Field);
    }

    [Theory]
    [InlineData("Nguyễn Văn An", SigningCapacity.None, "steps[0].capacity")]
    [InlineData(null, SigningCapacity.Kt, "steps[0].capacity")]
    [InlineData("An;capacity=KT", SigningCapacity.Kt, "steps[0].on_behalf_of")]
    [InlineData("a\nb", SigningCapacity.Kt, "steps[0].on_behalf_of")]
    public async Task Sign_WhenAReplacementIsWrong_NamesTheField(
        string? onBehalfOf,
        SigningCapacity capacity,
        string field
    )
    {
        var step = new SigningStep(new RoleClaim(SignerRole.Gvcn), "gvcn")
        {
            OnBehalfOf = onBehalfOf,
            Capacity = capacity,
        };
        var request = PipelineFixture.Request("r1", "doc") with { Steps = [step] };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(field, result.Error!.Field);
    }

    [Fact]
    public async Task Sign_WhenAReplacementHoldsALoneSurrogate_NamesTheField()
    {
        var step = new SigningStep(new RoleClaim(SignerRole.Gvcn), "gvcn")
        {
            OnBehalfOf = "An\ud800",
            Capacity = SigningCapacity.Kt,
        };

        var result = await _house.Pipeline.SignAsync(
            PipelineFixture.Request("r1", "doc") with
            {
                Steps = [step],
            },
            CancellationToken.None
        );

        Assert.Equal("steps[0].on_behalf_of", result.Error!.Field);
    }

    [Fact]
    public async Task Sign_WhenADocumentBeginsLikeAStep_IsNotTakenForARequestWithThatStep()
    {
        var first = await _house.SignAsync("r1", "doc", ("GVBM:TOAN", "toan"), ("GVCN", "gvcn"));

        var second = await _house.SignAsync("r1", "GVCN\ngvcn\n\ndoc", ("GVBM:TOAN", "toan"));

        Assert.True(first.IsSigned);
        Assert.Equal(SigningErrorKind.RequestIdReused, second.Error!.Kind);
    }

    [Fact]
    public async Task Sign_WhenTheConfiguredLevelChangedSinceARequest_GivesTheSameDocumentAgain()
    {
        var first = await _house.SignAsync("r1", "doc", AllSteps);
        using var later = _house.Restart(
            new SigningPipelineOptions { Levels = new Dictionary<SignerRole, SignatureLevel>() }
        );

        var second = await later.SignAsync(PipelineFixture.Request("r1", "doc", AllSteps), CancellationToken.None);

        Assert.Equal(first.Document!.Document.ToArray(), second.Document!.Document.ToArray());
        Assert.Equal(first.Document.Signatures, second.Document.Signatures);
    }

    [Fact]
    public async Task Sign_WhenTheQueueOfTheHsmIsFull_RefusesTheOneAndLetsTheOtherWait()
    {
        var refusals = 0;
        _house.Signer.BeforeSigning = _ =>
            Interlocked.Increment(ref refusals) <= 2
                ? throw new SigningException(SigningErrorKind.Overloaded, "The HSM has too much to do.")
                : Task.CompletedTask;
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn"));

        var refused = await _house.Pipeline.SignAsync(request, CancellationToken.None);
        var waited = await _house.Pipeline.SignAsync(request with { MayWait = true }, CancellationToken.None);

        Assert.Equal(SigningErrorKind.Overloaded, refused.Error!.Kind);
        Assert.True(waited.IsSigned);
        Assert.Equal(3, refusals);
    }

    [Fact]
    public async Task Sign_WhenTheConfiguredKeyDoesNotFit_TheRequestIsNotBlamed()
    {
        _house.Signer.BeforeSigning = _ =>
            throw new SigningException(SigningErrorKind.InvalidRequest, "The key and the algorithm don't fit.");

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
        Assert.Equal("steps[0].identity", result.Error.Field);
    }

    [Fact]
    public async Task Sign_WhenTheDeadlineIsYearsAway_IsSigned()
    {
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with
        {
            Deadline = DateTimeOffset.MaxValue,
        };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.True(result.IsSigned);
    }

    [Fact]
    public async Task Sign_WhenAPartGivesUpByItself_TheCallerIsNotSaidToHaveGone()
    {
        _house.Signer.BeforeSigning = _ => throw new TaskCanceledException("a time-out inside");

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.Internal, result.Error!.Kind);
        Assert.Equal(SigningErrorKind.Internal, _house.Journal.Outcomes.Single().Error);
    }

    [Fact]
    public async Task Sign_WhenTheProfileHasNoPlaceForATimestamp_TheConfiguredLevelOfTheSealFallsBackToB()
    {
        var request = PipelineFixture.Request("r1", "doc", AllSteps) with { Profile = SignatureProfile.XmldsigDscks };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.True(result.IsSigned);
        Assert.All(result.Document!.Signatures, s => Assert.Null(s.TimestampTime));
    }

    [Theory]
    [InlineData(SignatureLevel.BaselineT, SigningErrorKind.UnsupportedFormat)]
    [InlineData((SignatureLevel)9, SigningErrorKind.InvalidRequest)]
    public async Task Sign_WhenAStepAsksForALevelThatTheProfileHasNot_IsRefusedBeforeAnythingIsSigned(
        SignatureLevel level,
        SigningErrorKind kind
    )
    {
        var request = PipelineFixture.Request("r1", "doc", AllSteps) with { Profile = SignatureProfile.XmldsigDscks };
        request = request with { Steps = [.. request.Steps.SkipLast(1), request.Steps[^1] with { Level = level }] };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(kind, result.Error!.Kind);
        Assert.Equal("steps[3].level", result.Error.Field);
        Assert.Empty(_house.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenTheDocumentIsOverTheLimit_IsRefusedUnread()
    {
        using var house = new PipelineFixture(new SigningPipelineOptions { MaxXmlBytes = 10 });

        var result = await house.SignAsync("r1", new string('x', 11), ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.DocumentTooLarge, result.Error!.Kind);
        Assert.Equal(0, house.Format.Opened);
    }

    [Fact]
    public async Task Sign_WhenAPartThrowsTheUnexpected_TheCallerSeesAFixedSentence()
    {
        _house.Signer.BeforeSigning = _ => throw new InvalidOperationException("secret detail");

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.Internal, result.Error!.Kind);
        Assert.DoesNotContain("secret", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenAnEarlierSignatureIsBroken_TheDocumentIsNamedAsTheCause()
    {
        var result = await _house.SignAsync("r1", "BROKEN\nSIG X 00", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.MalformedDocument, result.Error!.Kind);
        Assert.Equal("document", result.Error.Field);
    }

    [Fact]
    public async Task Sign_WhenASignatureDoesNotFitItsRoom_DiscardsTheAttemptAndPreparesOnceMore()
    {
        _house.Format.Misfits = 1;

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var repeated = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.True(result.IsSigned);
        Assert.Equal(
            ["intent GVCN-1", "outcome 0 Discarded", "intent GVCN-1", "outcome 0 Signed"],
            _house.Journal.Events
        );
        Assert.Equal([1, 2], _house.Journal.Intents.Select(i => i.Attempt));
        Assert.Equal(result.Document!.Document.ToArray(), repeated.Document!.Document.ToArray());
    }

    [Fact]
    public async Task Sign_WhenALaterSignatureDoesNotFit_DiscardsTheEarlierOnesOfTheAttemptAsWell()
    {
        _house.Signer.BeforeSigning = _ =>
        {
            _house.Format.Misfits = _house.Journal.Intents.Count == 4 ? 1 : 0;
            return Task.CompletedTask;
        };

        var result = await _house.SignAsync("r1", "doc", AllSteps);

        Assert.True(result.IsSigned);
        Assert.Equal(4, _house.Journal.Outcomes.Count(o => o is { Attempt: 1, Kind: OutcomeKind.Discarded }));
        Assert.Equal(4, _house.Journal.Outcomes.Count(o => o is { Attempt: 2, Kind: OutcomeKind.Signed }));
    }

    [Fact]
    public async Task Sign_WhenASignatureNeverFits_GivesUpAfterTheSecondTime()
    {
        _house.Format.Misfits = 9;

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.TimestampUnavailable, result.Error!.Kind);
        Assert.Equal(2, _house.Signer.Signatures);
        Assert.All(_house.Journal.Outcomes, o => Assert.Equal(OutcomeKind.Discarded, o.Kind));
        Assert.Equal(2, _house.Journal.Outcomes.Count);
    }

    [Fact]
    public async Task Sign_WhenARequestIsCompletedAgain_TheFormatIsToldWhatWasSigned()
    {
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.True(_house.Format.SignedDigests[0].IsEmpty);
        Assert.Equal(_house.Journal.Intents[0].DigestToSign.ToArray(), _house.Format.SignedDigests[1].ToArray());
    }

    [Fact]
    public async Task Sign_WhenTheFormatPlansItself_AllWhoSignHaveToBeOfOneSchool()
    {
        _house.Format.PlansItself = true;

        var one = await _house.SignAsync("r1", "doc", ("GVBM:TOAN", "toan"), ("PHAT_HANH", "school"));
        var two = await _house.SignAsync("r2", "doc", ("GVBM:TOAN", "toan"), ("GVCN", "stranger"));

        Assert.True(one.IsSigned);
        Assert.Equal((SigningErrorKind.NotPermitted, "steps[1].identity"), (two.Error!.Kind, two.Error.Field));
    }

    [Theory]
    [InlineData(DocumentFormat.Xml, "", "xades")]
    [InlineData(DocumentFormat.Pdf, "", "pades")]
    [InlineData(DocumentFormat.Pdf, "pkcs7", "pkcs7")]
    public void Profile_WhenNoneIsNamed_IsThatOfTheFormat(DocumentFormat format, string named, string profile)
    {
        var request = PipelineFixture.Request("r1", "doc") with { Format = format, Profile = named };

        Assert.Equal(profile, request.Profile);
    }

    [Theory]
    [InlineData("pades")]
    [InlineData("pkcs7")]
    [InlineData("other")]
    public async Task Sign_WhenTheProfileIsOfAnotherFormat_IsRefused(string profile)
    {
        var request = PipelineFixture.Request("r1", "doc", ("GVCN", "gvcn")) with { Profile = profile };

        var result = await _house.Pipeline.SignAsync(request, CancellationToken.None);

        Assert.Equal(SigningErrorKind.UnsupportedFormat, result.Error!.Kind);
    }
}
