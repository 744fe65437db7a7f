// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core.Tests;

public sealed class SigningPipelineTests : IDisposable
{
    private readonly PipelineFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenAllStepsAreGood_GivesEverySignatureWithOneParse()
    {
        var result = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

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
    public async Task Sign_WhenValuesWereFoundRight_TellsTheVerifierThenTheCallerAndNobodyInARepeat()
    {
        var first = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal(5, _house.Format.Told.Count); // four signatures, and the token of the seal
        Assert.Contains(PipelineFixture.TokenValue, _house.Format.Told);
        Assert.Equal(_house.Format.Told, first.Document!.CheckedValues);

        var again = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.True(again.Document!.IsRepeated);
        Assert.Empty(again.Document.CheckedValues);
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

        await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal([4, 4, 4, 4], intentsAtSigning);
        Assert.All(_house.Journal.Outcomes, o => Assert.Equal(OutcomeKind.Signed, o.Kind));
    }

    [Fact]
    public async Task Sign_WhenALaterWaveSignsOverAnEarlierOne_ItsOutcomeNamesWhatWasSigned()
    {
        var result = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.True(result.IsSigned);
        Assert.Equal([false, false, true, true], _house.Journal.Intents.Select(static i => i.DigestToSign.IsEmpty));
        Assert.Equal([true, true, false, false], _house.Journal.Outcomes.Select(static o => o.DigestToSign.IsEmpty));
        var named = _house
            .Journal.Intents.Select(static i => i.DigestToSign)
            .Concat(_house.Journal.Outcomes.Select(static o => o.DigestToSign))
            .Where(static d => !d.IsEmpty)
            .Select(static d => Convert.ToHexString(d.Span));
        Assert.Equal(_house.Signer.Digests.Order(), named.Order());
    }

    [Fact]
    public async Task Sign_WhenTheHsmFailsInALaterWave_ClosesAllIntentsAndNamesWhatItWasAskedFor()
    {
        _house.Signer.BeforeSigning = _ =>
            _house.Signer.Signatures < 2
                ? Task.CompletedTask
                : throw new SigningException(SigningErrorKind.HsmUnavailable, "The HSM can't sign now.");

        var result = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal(SigningErrorKind.HsmUnavailable, result.Error!.Kind);
        Assert.Equal([0, 1, 2, 3], _house.Journal.Outcomes.Select(static o => o.Step));
        Assert.All(_house.Journal.Outcomes, static o => Assert.Equal(SigningErrorKind.HsmUnavailable, o.Error));
        Assert.Equal([true, true, false, true], _house.Journal.Outcomes.Select(static o => o.DigestToSign.IsEmpty));
    }

    [Fact]
    public async Task Sign_WhenNoAuthorityAnswers_ClosesTheIntentsAndReturnsNothing()
    {
        _house.TimestampsFail = true;
        var result = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal(SigningErrorKind.TimestampUnavailable, result.Error!.Kind);
        Assert.All(_house.Journal.Outcomes, o => Assert.Equal(SigningErrorKind.TimestampUnavailable, o.Error));
        Assert.Equal(4, _house.Journal.Outcomes.Count);

        _house.TimestampsFail = false;
        Assert.True((await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps)).IsSigned);
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

        var result = await house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.True(result.IsSigned);
        Assert.Equal(0, house.Format.Verified);
    }

    [Theory]
    [InlineData(SelfVerification.Full, 2)]
    [InlineData(SelfVerification.SignatureOnly, 1)]
    public async Task Sign_WhenTheDocumentComesWithSignatures_TheseAreVerifiedInEveryMode(
        SelfVerification mode,
        int verified
    )
    {
        using var house = new PipelineFixture(new SigningPipelineOptions { SelfVerification = mode });

        var result = await house.SignAsync("r1", "doc\nSIG GVCN-1 00", ("CBQL", "head"));
        var repeated = await house.SignAsync("r1", "doc\nSIG GVCN-1 00", ("CBQL", "head"));

        Assert.True(result.IsSigned);
        Assert.True(repeated.Document!.IsRepeated);
        Assert.Equal(verified, house.Format.Verified);
    }

    [Theory]
    [InlineData(SelfVerification.Full)]
    [InlineData(SelfVerification.SignatureOnly)]
    public async Task Sign_WhenTheDocumentComesWithABrokenSignature_NothingIsSigned(SelfVerification mode)
    {
        using var house = new PipelineFixture(new SigningPipelineOptions { SelfVerification = mode });

        var result = await house.SignAsync("r1", "BROKEN\nSIG GVCN-1 00", ("CBQL", "head"));

        Assert.Equal((SigningErrorKind.MalformedDocument, "document"), (result.Error!.Kind, result.Error.Field));
        Assert.Equal(0, house.Signer.Signatures);
        Assert.Empty(house.Journal.Intents);
    }

    [Fact]
    public async Task Sign_WhenTheTokenHoldsAnotherKey_ReturnsNothing()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _house.Current = PipelineFixture.Catalog(other);

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.SelfVerificationFailed, result.Error!.Kind);
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
    public async Task Sign_WhenAPartGivesUpByItself_TheCallerIsNotSaidToHaveGone()
    {
        _house.Signer.BeforeSigning = _ => throw new TaskCanceledException("a time-out inside");

        var result = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(SigningErrorKind.Internal, result.Error!.Kind);
        Assert.Equal(SigningErrorKind.Internal, _house.Journal.Outcomes.Single().Error);
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
            _house.Format.Misfits = _house.Signer.Signatures == 3 ? 1 : 0;
            return Task.CompletedTask;
        };

        var result = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

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
}
