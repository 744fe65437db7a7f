// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a client may have, by a clock that stands.</summary>
public sealed class ClientQuotaTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 5, 30, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void TryBegin_WhenTheSecondsWorthIsUsed_TellsTheTrueWait()
    {
        var quota = Quota(new ClientLimitOptions { RequestsPerSecond = 4 });
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(quota.TryBegin(withDocument: false)));

        Assert.Equal(new QuotaRefusal("requestsPerSecond", Milliseconds(250)), quota.TryBegin(withDocument: false));
        _clock.Advance(Milliseconds(249));
        Assert.Equal(new QuotaRefusal("requestsPerSecond", Milliseconds(1)), quota.TryBegin(withDocument: false));
        _clock.Advance(Milliseconds(1));
        Assert.Null(quota.TryBegin(withDocument: false));
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(3, 334)]
    [InlineData(7, 143)]
    [InlineData(100_000, 1)]
    public void TryBegin_WhenItIsAskedAgainAfterTheWaitThatWasTold_IsTaken(int perSecond, int wait)
    {
        var quota = Quota(new ClientLimitOptions { DocumentsPerSecond = perSecond });
        Assert.All(Enumerable.Range(0, perSecond), _ => Assert.Null(quota.TryBegin(withDocument: true)));

        for (var i = 0; i < 20; i++)
        {
            var refusal = quota.TryBegin(withDocument: true)!.Value;
            Assert.InRange(refusal.Wait, Milliseconds(1), Milliseconds(wait));
            _clock.Advance(refusal.Wait);
            Assert.Null(quota.TryBegin(withDocument: true));
            while (quota.TryBegin(withDocument: true) is null) { }
        }
    }

    [Fact]
    public void TryBegin_WhenNothingWasAskedForLong_GivesOneSecondsWorthAtOnce()
    {
        var quota = Quota(new ClientLimitOptions { RequestsPerSecond = 4 });
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(4, Enumerable.Range(0, 100).Count(_ => quota.TryBegin(withDocument: false) is null));
    }

    [Fact]
    public void TryBegin_WhenItIsRefused_UsesNothingUp()
    {
        var quota = Quota(new ClientLimitOptions { RequestsPerSecond = 3, DocumentsPerSecond = 1 });
        Assert.Null(quota.TryBegin(withDocument: true));
        Assert.All(
            Enumerable.Range(0, 50),
            _ => Assert.Equal("documentsPerSecond", quota.TryBegin(withDocument: true)!.Value.Limit)
        );

        Assert.Null(quota.TryBegin(withDocument: false));
        Assert.Null(quota.TryBegin(withDocument: false));
        Assert.Equal("requestsPerSecond", quota.TryBegin(withDocument: false)!.Value.Limit);
    }

    [Fact]
    public void TryBegin_WhenAllPlacesAreTaken_IsRefusedUntilOneEnds()
    {
        var quota = Quota(new ClientLimitOptions { InFlight = 2 });
        Assert.Null(quota.TryBegin(withDocument: true));
        Assert.Null(quota.TryBegin(withDocument: true));

        var refusal = quota.TryBegin(withDocument: true)!.Value;

        Assert.Equal("inFlight", refusal.Limit);
        Assert.Equal(SigningErrorKind.QuotaExceeded, refusal.ToError().Kind);
        Assert.Equal(refusal.Wait, refusal.ToError().RetryAfter);
        Assert.Null(quota.TryBegin(withDocument: false));
        quota.End();
        Assert.Null(quota.TryBegin(withDocument: true));
    }

    [Fact]
    public async Task BeginItem_WhenTheSecondsWorthIsUsed_WaitsAndLeavesAnEighthToSingleCalls()
    {
        var quota = Quota(new ClientLimitOptions { DocumentsPerSecond = 8 });
        var items = Enumerable.Range(0, 20).Select(_ => quota.BeginItemAsync(default).AsTask()).ToArray();

        Assert.Equal(7, items.Count(static i => i.IsCompletedSuccessfully));
        Assert.Null(quota.TryBegin(withDocument: true));
        Assert.NotNull(quota.TryBegin(withDocument: true));
        // The one that was taken comes back first; then the next item has its turn.
        _clock.Advance(Milliseconds(250));
        await items[7].WaitAsync(TimeSpan.FromSeconds(20));
        await UntilAsync(() => _clock.PendingTimers == 1);
        Assert.Equal(8, items.Count(static i => i.IsCompletedSuccessfully));
        for (var next = 8; next < items.Length; next++)
        {
            await UntilAsync(() => _clock.PendingTimers == 1);
            _clock.Advance(Milliseconds(125));
            await items[next].WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public async Task BeginItem_WhenPlacesAreTaken_WaitsInLineAndLeavesAnEighthToSingleCalls()
    {
        var quota = Quota(new ClientLimitOptions { InFlight = 4 });
        var items = Enumerable.Range(0, 5).Select(_ => quota.BeginItemAsync(default).AsTask()).ToArray();

        Assert.Equal(3, quota.InFlight);
        Assert.Null(quota.TryBegin(withDocument: true));
        Assert.NotNull(quota.TryBegin(withDocument: true));
        quota.End();
        Assert.False(items[3].IsCompleted);
        quota.End();
        await items[3].WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(items[4].IsCompleted);
    }

    [Fact]
    public async Task BeginItem_WhenItGivesUp_LosesNoPlaceAndHoldsNobodyUp()
    {
        var quota = Quota(new ClientLimitOptions { InFlight = 1, DocumentsPerSecond = 1 });
        await quota.BeginItemAsync(default);
        using var caller = new CancellationTokenSource();
        var given = quota.BeginItemAsync(caller.Token).AsTask();
        var next = quota.BeginItemAsync(default).AsTask();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await UntilAsync(() => _clock.PendingTimers == 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        quota.End();
        await next.WaitAsync(TimeSpan.FromSeconds(20));
        quota.End();
        Assert.Equal(0, quota.InFlight);
    }

    [Fact]
    public void RequireSize_WhenADocumentIsOneByteOver_RefusesIt()
    {
        var quota = Quota(new ClientLimitOptions { MaxDocumentBytes = 1000 });
        quota.RequireSize(1000, "document");

        var e = Assert.Throws<SigningException>(() => quota.RequireSize(1001, "document"));

        Assert.Equal((SigningErrorKind.DocumentTooLarge, "document"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Quota_WhenNothingIsLimited_NobodyWaits()
    {
        var quota = Quota(ClientLimitOptions.None);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Null(quota.TryBegin(withDocument: true));
            await quota.BeginItemAsync(default);
        }
        quota.RequireSize(long.MaxValue, "document");
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static Task UntilAsync(Func<bool> condition) => BatchMessages.Within(BatchMessages.UntilAsync(condition));

    private ClientQuota Quota(ClientLimitOptions limits) => new(limits, _clock);
}
