// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a client may have waiting for it that it doesn't read.</summary>
public sealed class UnreadAnswerTests
{
    private const int Size = 900_000;
    private readonly QuotaHouse _house = new();

    [Fact]
    public async Task Sign_WhenAnAnswerIsNotRead_KeepsItsPlaceUntilItIs()
    {
        _house.Callers.With("a", new ClientLimitOptions { InFlight = 1 });
        await using var host = await _house.StartAsync();
        using var http = new HttpClient();
        using var unread = await Within(CallAsync(host, http));

        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        Assert.Contains("inFlight", e.Status.Detail, StringComparison.Ordinal);
        await QuotaHouse.SignAsync(host, "other");
        Assert.InRange((await unread.Content.ReadAsByteArrayAsync()).Length, Size, int.MaxValue);
        await Within(UntilLetInAsync(host));
    }

    [Fact]
    public async Task Sign_WhenUnreadAnswersComeToAStreamsWorth_TheClientHasToReadFirst()
    {
        _house.Callers.With("a", ClientLimitOptions.None);
        await using var host = await _house.StartAsync(maxMegabytesPerStream: 1);
        using var http = new HttpClient();
        using var first = await Within(CallAsync(host, http));
        await QuotaHouse.SignAsync(host, "a");
        using var second = await Within(CallAsync(host, http));

        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        _house.RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "unreadAnswers");
        await QuotaHouse.SignAsync(host, "other");
        await second.Content.ReadAsByteArrayAsync();
        await Within(UntilLetInAsync(host));
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

    /// <summary>Signs a document that is larger than all windows and buffers on the way; the answer begins, and nobody reads on.</summary>
    private static async Task<HttpResponseMessage> CallAsync(TestHost host, HttpClient http)
    {
        var message = new Wire.SignRequest
        {
            Settings = TestHost.Settings(),
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFrom(new byte[Size]),
        }.ToByteArray();
        using var body = new MemoryStream();
        await HalfMessage.WritePrefixAsync(body, message.Length, CancellationToken.None);
        body.Write(message);
        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var call = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(host.Host.GrpcAddress, "/hocbaso.signing.v1.SigningService/Sign")
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
            Headers = { { "te", "trailers" }, { "x-client", "a" } },
        };
        return await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
    }
}
