// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Sealing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Which pair a request id stands for, and how long.</summary>
public sealed class PairRecorderTests
{
    private const int Days = 10;
    private static readonly DateTimeOffset Start = new(2026, 5, 30, 8, 0, 0, TimeSpan.Zero);
    private static readonly RequestKey Key = new("t1", "loopback", "r1");
    private readonly ManualTimeProvider _clock = new(Start);
    private readonly MemoryPairs _pairs = new();
    private readonly PairRecorder _recorder;

    public PairRecorderTests() =>
        _recorder = new PairRecorder(
            _pairs,
            new IdempotencyWindow(Days, new Dictionary<string, int>(StringComparer.Ordinal)),
            _clock
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Record_WhenTheSamePairComesAgain_LetsTheFirstOneStand(bool isRepeated)
    {
        await RecordAsync(1, attempt: 1);

        await RecordAsync(1, attempt: 1, isRepeated);

        Assert.Equal(1, await DigestUnderAsync("r1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Days)]
    public async Task Record_WhenAnotherPairComesWithinTheWindow_RefusesIt(int days)
    {
        await RecordAsync(1, attempt: 1);
        _clock.Advance(TimeSpan.FromDays(days));

        var e = await Assert.ThrowsAsync<SigningException>(() => RecordAsync(2, attempt: 2));

        Assert.Equal((SigningErrorKind.RequestIdReused, "request_id"), (e.Kind, e.Field));
        Assert.Equal(1, await DigestUnderAsync("r1"));
    }

    [Fact]
    public async Task Record_WhenAnotherPairComesBehindTheWindow_StandsUnderItsAttempt()
    {
        await RecordAsync(1, attempt: 1);
        _clock.Advance(TimeSpan.FromDays(Days) + TimeSpan.FromSeconds(1));

        await RecordAsync(2, attempt: 3);
        await RecordAsync(2, attempt: 3, isRepeated: true);

        Assert.Equal(1, await DigestUnderAsync("r1"));
        Assert.Equal(2, await DigestUnderAsync("r1 3"));
        await Assert.ThrowsAsync<SigningException>(() => RecordAsync(4, attempt: 3, isRepeated: true));
        _clock.Advance(TimeSpan.FromDays(Days) + TimeSpan.FromSeconds(1));
        await RecordAsync(5, attempt: 4);
        Assert.Equal(5, await DigestUnderAsync("r1 4"));
    }

    private Task RecordAsync(byte digest, int attempt, bool isRepeated = false)
    {
        var pair = new SealedPair
        {
            Request = Key,
            LookupCode = "HB",
            XmlDigest = new[] { digest },
            PdfDigest = new[] { digest },
            SealedAt = _clock.GetUtcNow(),
        };
        var pdf = new SignedDocument("r1/pdf", default, pair.PdfDigest, [], isRepeated) { Attempt = attempt };
        return _recorder.RecordAsync(pair, pdf, CancellationToken.None);
    }

    private async Task<int> DigestUnderAsync(string id) =>
        (await _pairs.FindPairAsync(Key with { RequestId = id }, CancellationToken.None))!.PdfDigest.Span[0];
}
