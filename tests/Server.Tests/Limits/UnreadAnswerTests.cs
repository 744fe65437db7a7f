// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Tests.Callers;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a client may have waiting for it that it doesn't read.</summary>
public sealed class UnreadAnswerTests
{
    private readonly QuotaHouse _house = new();

    [Fact]
    public async Task Sign_WhenAnAnswerIsNotRead_KeepsItsPlaceUntilItIs()
    {
        _house.Callers.With("a", new ClientLimitOptions { InFlight = 1 });
        await using var host = await _house.StartAsync();
        using var http = new HttpClient();
        using var unread = await Within(UnreadAnswer.BeginAsync(host, http, "a"));

        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        Assert.Contains("inFlight", e.Status.Detail, StringComparison.Ordinal);
        await QuotaHouse.SignAsync(host, "other");
        Assert.InRange((await unread.Content.ReadAsByteArrayAsync()).Length, UnreadAnswer.Bytes, int.MaxValue);
        await Within(UntilLetInAsync(host));
    }

    [Fact]
    public async Task Sign_WhenUnreadAnswersComeToAStreamsWorth_TheClientHasToReadFirst()
    {
        _house.Callers.With("a", ClientLimitOptions.None);
        await using var host = await _house.StartAsync(maxMegabytesPerStream: 1);
        using var http = new HttpClient();
        using var first = await Within(UnreadAnswer.BeginAsync(host, http, "a"));
        await QuotaHouse.SignAsync(host, "a");
        using var second = await Within(UnreadAnswer.BeginAsync(host, http, "a"));

        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        _house.RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "unreadAnswers");
        await QuotaHouse.SignAsync(host, "other");
        await second.Content.ReadAsByteArrayAsync();
        await Within(UntilLetInAsync(host));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sign_WhenAnAnswerIsGivenUp_GivesItsPlaceBack(bool byTheClient)
    {
        _house.Callers.With("a", new ClientLimitOptions { InFlight = 1 });
        await using var host = await _house.StartAsync(maxMegabytesPerStream: 1);
        using var http = new HttpClient();
        var unread = await Within(UnreadAnswer.BeginAsync(host, http, "a"));
        await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));

        if (byTheClient)
        {
            unread.Dispose();
        }
        else
        {
            await Within(UntilAsync(() => _house.Clock.PendingTimers > 0));
            _house.Clock.Advance(TimeSpan.FromSeconds(86_400 + (UnreadAnswer.Bytes / (32 << 10)) + 10));
        }

        await Within(UntilLetInAsync(host));
        unread.Dispose();
    }

    [Fact]
    public async Task Sign_WhenItsMessageComesInBehindUnreadAnswers_IsRefusedBeforeAnyWork()
    {
        _house.Callers.With("a", ClientLimitOptions.None);
        await using var host = await _house.StartAsync(maxMegabytesPerStream: 1);
        using var http = new HttpClient();
        var message = new MessageInTwo(new Wire.SignRequest { Settings = TestHost.Settings() });
        var late = message.CallAsync(http, host.Host.GrpcAddress, "a");
        await Within(message.FirstHalf);
        using var first = await Within(UnreadAnswer.BeginAsync(host, http, "a"));
        using var second = await Within(UnreadAnswer.BeginAsync(host, http, "a"));

        message.Release();

        Assert.Equal(((int)StatusCode.ResourceExhausted).ToString(CultureInfo.InvariantCulture), await Within(late));
        Assert.Equal(2, _house.Signed);
        _house.RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "unreadAnswers");
    }

    // The server learns of the reading when it has sent the rest.
    private static async Task UntilLetInAsync(TestHost host)
    {
        while (true)
        {
            try
            {
                await QuotaHouse.SignAsync(host, "a");
                return;
            }
            catch (RpcException e) when (QuotaHouse.ReasonOf(e) == "QUOTA_EXCEEDED")
            {
                await Task.Delay(10);
            }
        }
    }
}
