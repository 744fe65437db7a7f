// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

/// <summary>A request that comes again, or at the same time as its equal.</summary>
public sealed class RepeatedRequestTests : IDisposable
{
    private readonly PipelineFixture _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Sign_WhenTheSameRequestComesAgain_CompletesItWithoutASecondSignature()
    {
        var first = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);
        var second = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

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
    public async Task Sign_WhenTheIntentsOfARequestWereArchivedWithoutItsOutcome_SignsItAsTheNextAttempt()
    {
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        _house.Journal.Intents.Clear();

        var again = await _house.SignAsync("r1", "another doc", ("GVCN", "gvcn"));
        var repeated = await _house.SignAsync("r1", "another doc", ("GVCN", "gvcn"));

        Assert.Equal(2, _house.Signer.Signatures);
        Assert.False(again.Document!.IsRepeated);
        Assert.True(repeated.Document!.IsRepeated);
        Assert.Equal([1, 2], _house.Journal.Outcomes.Select(static o => o.Attempt));
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
    public async Task Sign_WhenTheIdentityOfALaterWaveChanged_DoesNotGiveAnotherDocumentForIt()
    {
        await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);
        _house.Journal.Outcomes[3] = _house.Journal.Outcomes[3] with { DigestToSign = new byte[32] };

        var result = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal(SigningErrorKind.CertificateNotUsable, result.Error!.Kind);
        Assert.Equal("steps[3].identity", result.Error.Field);
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
    public async Task Sign_WhenTheStartClosedItsIntentAsUnknown_TriesAgainAsAfterAFailure()
    {
        _house.Journal.FailsOutcomes = true;
        await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        _house.Journal.FailsOutcomes = false;
        var open = Assert.Single(_house.Journal.Intents);
        await _house.Journal.AppendAsync([
            new SigningOutcome
            {
                Request = open.Request,
                Attempt = open.Attempt,
                Step = open.Step,
                Kind = OutcomeKind.Unknown,
            },
        ]);

        var again = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));
        var repeated = await _house.SignAsync("r1", "doc", ("GVCN", "gvcn"));

        Assert.Equal(
            ["intent GVCN-1", "outcome 0 Unknown", "intent GVCN-1", "outcome 0 Signed"],
            _house.Journal.Events
        );
        Assert.False(again.Document!.IsRepeated);
        Assert.True(repeated.Document!.IsRepeated);
        Assert.Equal([1, 2], _house.Journal.Intents.Select(static i => i.Attempt));
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
        var first = await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);
        using var later = _house.Restart(
            new SigningPipelineOptions { Levels = new Dictionary<SignerRole, SignatureLevel>() }
        );

        var second = await later.SignAsync(
            PipelineFixture.Request("r1", "doc", PipelineFixture.AllSteps),
            CancellationToken.None
        );

        Assert.Equal(first.Document!.Document.ToArray(), second.Document!.Document.ToArray());
        Assert.Equal(first.Document.Signatures, second.Document.Signatures);
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
    public async Task Sign_WhenARequestOfSeveralWavesIsCompletedAgain_TheFormatIsToldWhatEachSigned()
    {
        await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);
        await _house.SignAsync("r1", "doc", PipelineFixture.AllSteps);

        Assert.Equal(
            _house.Signer.Digests.Order(),
            _house.Format.SignedDigests[4..].Select(static d => Convert.ToHexString(d.Span)).Order()
        );
    }
}
