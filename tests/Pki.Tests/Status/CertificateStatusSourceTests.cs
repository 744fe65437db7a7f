// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>How the source goes about its sources, over time.</summary>
public sealed class CertificateStatusSourceTests
{
    [Fact]
    public async Task GetStatus_WhenThousandsAskAtOnce_FetchesOnce()
    {
        using var house = new StatusHouse();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Sources.On(
            "ocsp.example",
            async (body, _) =>
            {
                await gate.Task;
                return StubSources.Ok(house.Good.Answer(body));
            }
        );

        var asking = Enumerable.Range(0, 5000).Select(_ => Task.Run(() => house.AskAsync().AsTask())).ToArray();
        await house.AskedAsync(1);
        gate.SetResult();
        var answers = await Task.WhenAll(asking);

        Assert.All(answers, a => Assert.Equal(CertificateStatus.Good, a.Status));
        Assert.Equal(1, house.Sources.Asked);
        Assert.Single(house.Kept);
    }

    [Fact]
    public async Task Peek_WhenNothingIsKnownYet_IsNullAndAsksNobody()
    {
        using var house = new StatusHouse();
        var subject = new StatusSubject(house.Certificate, house.Issuer.Certificate);
        house.Sources.On("ocsp.example", HttpStatusCode.InternalServerError);

        Assert.Null(house.Source.Peek(subject));
        Assert.Equal(0, house.Sources.Asked);
        Assert.Equal(CertificateStatus.Unknown, (await house.AskAsync()).Status);
        Assert.Equal(CertificateStatus.Unknown, house.Source.Peek(subject)?.Status);

        house.Sources.On("ocsp.example", body => house.Good.Answer(body));
        house.Clock.Advance(TimeSpan.FromMinutes(6));
        await house.AskUntilAsync(static a => a.Status == CertificateStatus.Good);
        var asked = house.Sources.Asked;
        Assert.Equal(CertificateStatus.Good, house.Source.Peek(subject)?.Status);
        Assert.Equal(asked, house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenThreeQuartersOfItsLifePass_IsRenewedAhead()
    {
        using var house = new StatusHouse();
        var first = await house.AskAsync();

        house.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, house.Sources.Asked);
        house.Clock.Advance(TimeSpan.FromMinutes(16));
        await house.AskedAsync(2);
        var second = await house.AskUntilAsync(a => a.Evidence!.ThisUpdate > first.Evidence!.ThisUpdate);

        Assert.True(second.IsFresh);
        Assert.Equal(2, house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenCertificateIsRevoked_TellsItWithinTheRefreshTime()
    {
        using var house = new StatusHouse();
        Assert.Equal(CertificateStatus.Good, (await house.AskAsync()).Status);

        house.Sources.On("ocsp.example", body => (house.Good with { Status = CertificateStatus.Revoked }).Answer(body));
        house.Clock.Advance(TimeSpan.FromMinutes(46));
        var answer = await house.AskUntilAsync(a => a.Status != CertificateStatus.Good);

        Assert.Equal(CertificateStatus.Revoked, answer.Status);
        Assert.Equal("since 2026-05-31T12:46:00Z (KeyCompromise).", answer.Detail);

        // For good: nobody is asked again, and a good answer that somebody puts in the way changes nothing.
        house.Sources.On("ocsp.example", body => house.Good.Answer(body));
        house.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(CertificateStatus.Revoked, (await house.AskAsync()).Status);
        Assert.Equal(2, house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenHoldIsLifted_IsGoodAgain()
    {
        using var house = new StatusHouse();
        var onHold = house.Good with { Status = CertificateStatus.Revoked, Reason = "certificateHold" };
        house.Sources.On("ocsp.example", body => onHold.Answer(body));
        Assert.Equal(CertificateStatus.Revoked, (await house.AskAsync()).Status);

        house.Sources.On("ocsp.example", body => house.Good.Answer(body));
        house.Clock.Advance(TimeSpan.FromMinutes(46));

        Assert.Equal(
            CertificateStatus.Good,
            (await house.AskUntilAsync(a => a.Status != CertificateStatus.Revoked)).Status
        );
    }

    [Fact]
    public async Task GetStatus_WhenRenewalFails_KeepsTheAnswerWithinNextUpdateAndNoLonger()
    {
        using var house = new StatusHouse(new CertificateStatusOptions { MaxAge = TimeSpan.FromMinutes(10) });
        await house.AskAsync();

        house.Sources.On("ocsp.example", HttpStatusCode.ServiceUnavailable);
        house.Clock.Advance(TimeSpan.FromMinutes(8));
        await house.AskedAsync(2);
        house.Clock.Advance(TimeSpan.FromMinutes(3));
        var stale = await house.AskUntilAsync(a => !a.IsFresh);
        Assert.Equal(CertificateStatus.Good, stale.Status);

        house.Clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(CertificateStatus.Unknown, (await house.AskUntilAsync(a => a.Evidence is null)).Status);
    }

    [Fact]
    public async Task GetStatus_WhenResponderIsSilent_WaitsNoLongerThanItsLimit()
    {
        using var house = new StatusHouse();
        house.Sources.On("ocsp.example", (_, token) => Silence(token));
        house.Sources.On("crl.example", (_, token) => Silence(token));

        var asking = house.AskAsync().AsTask();
        await house.AskedAsync(1);
        Assert.False(asking.IsCompleted);
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        var answer = await asking.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(CertificateStatus.Unknown, answer.Status);
    }

    [Fact]
    public async Task GetStatus_WhileBackingOff_AsksNobodyAndWaitsForNobody()
    {
        using var house = new StatusHouse();
        house.Sources.On("ocsp.example", HttpStatusCode.BadGateway);
        var first = await house.AskAsync();
        var asked = house.Sources.Asked;
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(first.Detail, (await house.AskAsync()).Detail);
        }

        Assert.Equal(asked, house.Sources.Asked);
        house.Sources.On("ocsp.example", body => house.Good.Answer(body));
        house.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(CertificateStatus.Good, (await house.AskUntilAsync(a => a.Evidence is not null)).Status);
    }

    [Fact]
    public async Task GetStatus_WhenHostIsDead_OtherCertificatesOfItDoNotWait()
    {
        using var house = new StatusHouse();
        house.Sources.On("ocsp.example", HttpStatusCode.BadGateway);
        house.Sources.On("crl.example", HttpStatusCode.BadGateway);
        await house.AskAsync();
        var asked = house.Sources.Asked;
        var another = DevelopmentPki.CreateSeal("Trường", TestKey.Ec().PublicKey, house.Issuer, TestPki.Life);
        var other = new StatusSubject(another, house.Issuer.Certificate) { OcspUrl = new Uri("http://ocsp.example/") };

        Assert.Equal(CertificateStatus.Unknown, (await house.Source.GetStatusAsync(other, default)).Status);
        Assert.Equal(asked, house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenAnswerIsOlderThanTheOneBefore_KeepsTheNewer()
    {
        using var house = new StatusHouse();
        var old = house.Good with { ThisUpdate = StatusHouse.Noon.AddMinutes(-1) };
        var first = await house.AskAsync();

        house.Sources.On("ocsp.example", body => old.Answer(body));
        house.Clock.Advance(TimeSpan.FromMinutes(46));
        await house.AskedAsync(2);

        Assert.Equal(first.Evidence, (await house.AskAsync()).Evidence);
    }

    [Fact]
    public async Task GetStatus_WhenEvidenceCanNotBeKept_IsUnknown()
    {
        using var house = new StatusHouse
        {
            KeepFault = new SigningException(SigningErrorKind.StorageFailed, "The disk is full."),
        };

        var answer = await house.AskAsync();

        Assert.Equal((CertificateStatus.Unknown, null), (answer.Status, answer.Evidence));
        Assert.Equal(1, house.Events.NotKeptCount);
    }

    [Fact]
    public async Task GetStatus_WhenKeepingFailsOtherwise_IsUnknownAndTriedAgain()
    {
        using var house = new StatusHouse { KeepFault = new InvalidOperationException("A fault of ours.") };
        Assert.Equal(CertificateStatus.Unknown, (await house.AskAsync()).Status);
        Assert.Equal(CertificateStatus.Unknown, (await house.AskAsync()).Status);
        Assert.Equal(1, house.Events.NotKeptCount);

        house.KeepFault = null;
        house.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(CertificateStatus.Good, (await house.AskUntilAsync(static a => a.Evidence is not null)).Status);
    }

    [Fact]
    public async Task GetStatus_WhenAnExchangeEndsInAFaultOfOurs_TheOtherSourceTells()
    {
        using var house = new StatusHouse();
        house.Sources.On("ocsp.example", (_, _) => throw new InvalidOperationException("A fault of ours."));
        house.Sources.On("crl.example", _ => house.Crl());

        Assert.Equal(StatusEvidenceKind.Crl, (await house.AskAsync()).Evidence?.Kind);
        Assert.Equal([StatusFault.Malformed], house.Events.Faults);
    }

    [Fact]
    public async Task GetStatus_WhenNobodyAsksForADay_IsRenewedNoMore()
    {
        using var house = new StatusHouse(new CertificateStatusOptions { IdleAfter = TimeSpan.FromMinutes(30) });
        await house.AskAsync();

        house.Clock.Advance(TimeSpan.FromMinutes(46));
        house.Clock.Advance(TimeSpan.FromMinutes(46));
        Assert.Equal(1, house.Sources.Asked);

        // Whoever asks then waits for a new answer.
        var answer = await house.AskAsync();
        Assert.Equal((CertificateStatus.Good, true), (answer.Status, answer.IsFresh));
        Assert.Equal(2, house.Sources.Asked);
    }

    [Fact]
    public async Task GetStatus_WhenARevocationIsIdle_IsNotForgotten()
    {
        using var house = new StatusHouse(new CertificateStatusOptions { IdleAfter = TimeSpan.FromMinutes(30) });
        var onHold = house.Good with { Status = CertificateStatus.Revoked, Reason = "certificateHold" };
        house.Sources.On("ocsp.example", body => onHold.Answer(body));
        await house.AskAsync();

        house.Sources.On("ocsp.example", HttpStatusCode.BadGateway);
        house.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(CertificateStatus.Revoked, (await house.AskAsync()).Status);
    }

    [Fact]
    public async Task GetStatus_WhenCallerGoesAway_FetchGoesOnForTheOthers()
    {
        using var house = new StatusHouse();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Sources.On(
            "ocsp.example",
            async (body, _) =>
            {
                await gate.Task;
                return StubSources.Ok(house.Good.Answer(body));
            }
        );
        using var caller = new CancellationTokenSource();
        var gone = house.AskAsync(caller.Token).AsTask();
        var stays = house.AskAsync().AsTask();
        await house.AskedAsync(1);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.SetResult();

        Assert.Equal(CertificateStatus.Good, (await stays).Status);
        Assert.Equal(1, house.Sources.Asked);
    }

    private static async Task<HttpResponseMessage> Silence(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Not reached.");
    }
}
