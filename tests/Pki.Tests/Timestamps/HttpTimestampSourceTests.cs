// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class HttpTimestampSourceTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly byte[] Imprint = SHA256.HashData("Giá trị chữ ký"u8);
    private static readonly TestPki Pki = new();

    private readonly ManualTimeProvider _clock = new(Now);
    private readonly StubHttpHandler _handler = new();
    private readonly RecordedEvents _events = new();
    private readonly HttpClient _http;
    private readonly TestTimestampAuthority _good;

    public HttpTimestampSourceTests()
    {
        _http = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _good = new TestTimestampAuthority(Pki, _clock);
        _handler.On("second", _good.Authority);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Timestamp_WhenFirstAnswers_UsesItAlone()
    {
        _handler.On("first", _good.Authority);
        using var source = NewSource();

        var token = await StampAsync(source);

        Assert.Equal(("first", Now), (token.Authority, token.Time));
        Assert.Equal(["first"], _handler.Asked);
        Assert.Empty(_events.Alarms);
        Assert.Equal(TimestampAuthorityState.Answering, source.Health()[0].State);
        Assert.Equal(Now, source.Health()[0].LastSuccess);
        Assert.Equal(TimestampAuthorityState.Untried, source.Health()[1].State);
    }

    [Fact]
    public async Task Timestamp_WhenFirstIsDown_FailsOverAndAsksItLastForAWhile()
    {
        using var source = NewSource();

        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal(["first", "second", "second"], _handler.Asked);
        Assert.Empty(_events.Alarms);

        _handler.On("first", _good.Authority);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("first", (await StampAsync(source)).Authority);
        Assert.Equal(["first"], _events.Recoveries);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, TimestampOutcome.Unreachable)]
    [InlineData(HttpStatusCode.BadGateway, TimestampOutcome.Unreachable)]
    [InlineData(HttpStatusCode.TooManyRequests, TimestampOutcome.Busy)]
    [InlineData(HttpStatusCode.NotFound, TimestampOutcome.Rejected)]
    public async Task Timestamp_WhenFirstAnswersWithStatus_FailsOver(HttpStatusCode status, TimestampOutcome outcome)
    {
        _handler.On("first", status);
        using var source = NewSource();

        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal(outcome, _events.Outcomes[0]);
        Assert.Equal(outcome == TimestampOutcome.Rejected ? 1 : 0, _events.Alarms.Count);
    }

    [Fact]
    public async Task Timestamp_WhenToldToWait_AsksNotBeforeEvenIfNobodyElseIsThere()
    {
        _handler.On("first", HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(TimeSpan.FromSeconds(40)));
        _handler.On("second", HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(Now.AddSeconds(60)));
        using var source = NewSource();

        var error = await Assert.ThrowsAsync<SigningException>(() => StampAsync(source));
        Assert.Equal(SigningErrorKind.TimestampUnavailable, error.Kind);
        Assert.Equal(TimeSpan.FromSeconds(40), error.RetryAfter);

        _clock.Advance(TimeSpan.FromSeconds(39));
        await Assert.ThrowsAsync<SigningException>(() => StampAsync(source));
        Assert.Equal(["first", "second"], _handler.Asked);

        _handler.On("first", _good.Authority);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("first", (await StampAsync(source)).Authority);
    }

    [Fact]
    public async Task Timestamp_WhenFirstIsSlow_FailsOverAfterItsTimeout()
    {
        var asked = new TaskCompletionSource();
        _handler.On(
            "first",
            async (_, token) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            }
        );
        using var source = NewSource();

        var stamping = StampAsync(source);
        await asked.Task;
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(stamping.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal("second", (await stamping).Authority);
        Assert.Equal(TimestampOutcome.TimedOut, _events.Outcomes[0]);
    }

    [Theory]
    [InlineData((int)PkiFailure.TimeNotAvailable, TimestampOutcome.Busy)]
    [InlineData((int)PkiFailure.SystemFailure, TimestampOutcome.Busy)]
    [InlineData((int)PkiFailure.BadAlg, TimestampOutcome.Rejected)]
    [InlineData((int)PkiFailure.BadRequest, TimestampOutcome.Rejected)]
    [InlineData((int)PkiFailure.UnacceptedPolicy, TimestampOutcome.Rejected)]
    public async Task Timestamp_WhenFirstRejects_FailsOver(int failure, TimestampOutcome outcome)
    {
        _handler.On(
            "first",
            (_, _) => Task.FromResult(StubHttpHandler.Reply(TimeStampResp.Reject((PkiFailure)failure, "no\nt now")))
        );
        using var source = NewSource();

        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal(outcome, _events.Outcomes[0]);
        Assert.Equal(outcome == TimestampOutcome.Rejected ? 1 : 0, _events.Alarms.Count);
        Assert.Contains("no t now", source.Health()[0].Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string> Lies =>
        new(
            "nonce",
            "no nonce",
            "imprint",
            "algorithm",
            "expired",
            "wrong usage",
            "other policy",
            "untrusted",
            "clock",
            "signature",
            "end of time",
            "garbage"
        );

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Timestamp_WhenFirstLies_SetsItAsideWithAlarmAndRecovers(string lie)
    {
        _handler.On("first", Liar(lie));
        using var source = NewSource(lie == "other policy" ? "2.999.7" : null);

        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal(["first", "second", "second"], _handler.Asked);
        Assert.Equal([("first", TimestampOutcome.BadToken)], _events.Alarms);
        Assert.Equal(TimestampAuthorityState.SetAside, source.Health()[0].State);
        Assert.Equal(Now.AddMinutes(5), source.Health()[0].Until);

        _handler.On("first", lie == "other policy" ? WithPolicy("2.999.7") : _good.Authority);
        await source.ProbeAsync(CancellationToken.None);
        Assert.Equal(TimestampAuthorityState.SetAside, source.Health()[0].State);
        _clock.Advance(TimeSpan.FromMinutes(5));
        await source.ProbeAsync(CancellationToken.None);
        Assert.Equal(TimestampAuthorityState.Answering, source.Health()[0].State);
        Assert.Equal("first", (await StampAsync(source)).Authority);
    }

    [Fact]
    public async Task Timestamp_WhenTheClockIsSetBack_TheLiarIsSetAsideNoLonger()
    {
        _handler.On("first", Liar("garbage"));
        using var source = NewSource();
        await StampAsync(source);

        _clock.Step(TimeSpan.FromHours(-7));
        Assert.Equal(TimestampAuthorityState.SetAside, source.Health()[0].State);
        Assert.Equal(Now.AddHours(-7).AddMinutes(5), source.Health()[0].Until);
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(TimestampAuthorityState.Failing, source.Health()[0].State);
    }

    [Fact]
    public async Task Timestamp_WhenAnswerIsTooLongOrOfAnotherType_FailsOver()
    {
        _handler.On("first", (_, _) => Task.FromResult(StubHttpHandler.Reply(new byte[70_000])));
        using var source = NewSource();
        Assert.Equal("second", (await StampAsync(source)).Authority);

        _clock.Advance(TimeSpan.FromSeconds(11));
        _handler.On(
            "first",
            async (body, token) => StubHttpHandler.Reply(await _good.Authority.RespondAsync(body, token), "text/html")
        );
        Assert.Equal("second", (await StampAsync(source)).Authority);
        Assert.Equal("The answer is not a timestamp reply.", source.Health()[0].Reason);
    }

    [Fact]
    public async Task Timestamp_WhenCallerGivesUp_ThrowsItsCancellation()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        using var source = NewSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await source.TimestampAsync(Imprint, HashAlgorithmName.SHA256, gone.Token)
        );
    }

    [Fact]
    public async Task Timestamp_WhenManyAsk_KeepsTheLimitOfEachAuthority()
    {
        var (running, most) = (0, 0);
        _handler.On(
            "first",
            async (body, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                var reply = await _good.Authority.RespondAsync(body, token);
                Interlocked.Decrement(ref running);
                return StubHttpHandler.Reply(reply);
            }
        );
        using var source = NewSource();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => StampAsync(source))));

        Assert.All(tokens, t => Assert.Equal("first", t.Authority));
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task Timestamp_WhenManyWaitForAPlace_TheWaitingDoesNotCountAgainstTheAuthority()
    {
        _handler.On(
            "first",
            async (body, token) =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return StubHttpHandler.Reply(await _good.Authority.RespondAsync(body, token));
            }
        );
        // One place, so that nothing but its own answer moves the clock while a request is under way.
        using var source = NewSource(places: 1);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => StampAsync(source))));

        Assert.All(tokens, t => Assert.Equal("first", t.Authority));
    }

    [Fact]
    public async Task Timestamp_WhenTheAuthorityFailsWhileOthersWaitForAPlace_TheyAskTheNextOne()
    {
        var asked = new SemaphoreSlim(0);
        var gate = new TaskCompletionSource();
        _handler.On(
            "first",
            async (_, _) =>
            {
                asked.Release();
                await gate.Task;
                throw new HttpRequestException("Connection reset.");
            }
        );
        using var source = NewSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => StampAsync(source)).ToArray();
        for (var i = 0; i < 4; i++)
        {
            await asked.WaitAsync();
        }
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), t => Assert.Equal("second", t.Authority));
        Assert.InRange(_handler.Asked.Count(static host => host == "first"), 4, 8);
    }

    [Fact]
    public async Task Timestamp_WhenTheBackOffEndsWhileItWaitsForAPlace_AsksTheOnlyAuthority()
    {
        using var source = NewSoleSource();
        await Assert.ThrowsAsync<SigningException>(() => StampAsync(source));
        var asked = new TaskCompletionSource();
        _handler.On(
            "first",
            async (_, token) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            }
        );
        using var gone = new CancellationTokenSource();
        var ahead = StampAsync(source, gone.Token);
        await asked.Task;
        var waiting = StampAsync(source);
        Assert.Equal(TimestampAuthorityState.BackingOff, source.Health()[0].State);

        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(TimestampAuthorityState.Failing, source.Health()[0].State);
        _handler.On("first", _good.Authority);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ahead);
        Assert.Equal("first", (await waiting).Authority);
    }

    [Fact]
    public async Task Timestamp_WhenTheAuthorityFailsAgainWhileOthersWaitForAPlace_IsNotAskedByThem()
    {
        using var source = NewSoleSource();
        await Assert.ThrowsAsync<SigningException>(() => StampAsync(source));
        var asked = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _handler.On(
            "first",
            async (_, _) =>
            {
                asked.TrySetResult();
                await gate.Task;
                throw new HttpRequestException("Connection reset.");
            }
        );
        var ahead = StampAsync(source);
        await asked.Task;
        var waiting = StampAsync(source);
        gate.SetResult();

        await Assert.ThrowsAsync<SigningException>(() => ahead);
        await Assert.ThrowsAsync<SigningException>(() => waiting);
        Assert.Equal(["first", "first"], _handler.Asked);
    }

    private static Task<TimestampToken> StampAsync(
        HttpTimestampSource source,
        CancellationToken cancellationToken = default
    ) => source.TimestampAsync(Imprint, HashAlgorithmName.SHA256, cancellationToken).AsTask();

    /// <summary>One authority that has one place and much time.</summary>
    private HttpTimestampSource NewSoleSource() =>
        NewSource(
            new TimestampAuthorityOptions
            {
                Name = "first",
                Url = new Uri("http://first/tsa"),
                Timeout = TimeSpan.FromMinutes(1),
                MaxConcurrency = 1,
            }
        );

    private HttpTimestampSource NewSource(string? policy = null, int places = 4) =>
        NewSource(
            new TimestampAuthorityOptions
            {
                Name = "first",
                Url = new Uri("http://first/tsa"),
                Policy = policy,
                MaxConcurrency = places,
            },
            new TimestampAuthorityOptions { Name = "second", Url = new Uri("http://second/tsa") }
        );

    private HttpTimestampSource NewSource(params TimestampAuthorityOptions[] authorities) =>
        new(
            new TimestampSourceOptions { Authorities = authorities },
            _http,
            new TimestampTokenVerifier(new CertificatePathValidator()),
            () => Pki.Anchors.TimestampAuthorities,
            _clock,
            _events
        );

    private Func<byte[], CancellationToken, Task<HttpResponseMessage>> Liar(string lie) =>
        async (body, cancellationToken) =>
        {
            var request = TimeStampReq.Decode(body);
            var other = SHA256.HashData("khác"u8);
            var asked = lie switch
            {
                "nonce" => request with { Nonce = request.Nonce!.Value + 1 },
                "no nonce" => request with { Nonce = null },
                "imprint" => request with { HashedMessage = other },
                "algorithm" => request with { DigestOid = Oids.Sha512, HashedMessage = new byte[64] },
                "other policy" => request with { Policy = null },
                _ => request,
            };
            var reply = await LiarAuthority(lie).RespondAsync(asked.Encode(), cancellationToken);
            reply[^1] ^= (byte)(lie == "signature" ? 1 : 0);
            return StubHttpHandler.Reply(lie == "garbage" ? [0x30, 0x03, 1, 2, 3] : reply);
        };

    private TimestampAuthority LiarAuthority(string lie)
    {
        var key = TestKey.Ec();
        return lie switch
        {
            "expired" => Authority(key, Pki.Tsa(key.PublicKey, new Validity(TestPki.Life.From, Now.AddDays(-1)))),
            "wrong usage" => Authority(key, Pki.Person("Không phải TSA", key.PublicKey)),
            "untrusted" => Authority(key, new TestPki().Tsa(key.PublicKey)),
            "end of time" => HostileAuthority.WithTwoAlgorithms(HostileAuthority.EndOfTime).Authority,
            "clock" => new TestTimestampAuthority(Pki, new ManualTimeProvider(Now.AddMinutes(-6))).Authority,
            _ => _good.Authority,
        };
    }

    private TimestampAuthority Authority(TestKey key, X509Certificate2 certificate) =>
        new TestTimestampAuthority(key, _ => certificate, _clock).Authority;

    private TimestampAuthority WithPolicy(string policy)
    {
        var key = TestKey.Ec();
        var signer = new SoftwareDigestSigner();
        signer.Add("pkcs11:object=p", key.Key);
        var identity = new TimestampAuthorityIdentity
        {
            KeyUri = "pkcs11:object=p",
            Certificate = Pki.Tsa(key.PublicKey),
            Policy = policy,
        };
        return new TimestampAuthority(identity, signer, _clock);
    }

    private sealed class RecordedEvents : ITimestampEvents
    {
        public List<TimestampOutcome> Outcomes { get; } = [];

        public List<(string, TimestampOutcome)> Alarms { get; } = [];

        public List<string> Recoveries { get; } = [];

        public void Answered(string authority, TimestampOutcome outcome, TimeSpan elapsed, string? detail)
        {
            lock (Outcomes)
            {
                Outcomes.Add(outcome);
            }
        }

        public void Alarm(string authority, TimestampOutcome outcome, string detail) =>
            Alarms.Add((authority, outcome));

        public void Recovered(string authority) => Recoveries.Add(authority);
    }
}
