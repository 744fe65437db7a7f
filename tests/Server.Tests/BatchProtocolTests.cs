// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.V1;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A message that breaks a rule ends its document or its stream.</summary>
public sealed class BatchProtocolTests
{
    [Fact]
    public async Task SignBatch_WhenAnItemBreaksARule_AnswersItAlone()
    {
        await using var host = await TestHost.StartAsync(
            limits: new LimitOptions { MaxXmlBytes = 600_000, MaxPdfBytes = 600_000 }
        );
        var good = "good"u8.ToArray();
        var answers = await ExchangeAsync(
            host,
            TestHost.First(),
            [
                Start("too-large", 700_000),
                Chunk(new byte[200_000]), // skipped
                Chunk(new byte[200_000]),
                Start("short", 300_000),
                Chunk(new byte[200_000]),
                Start("long", 100_000),
                Chunk(new byte[200_000]),
                Chunk(new byte[200_000]), // skipped
                Start("wrong-digest", good, sha256: new byte[32]),
                Start("odd-digest", good, sha256: new byte[5]),
                new SignBatchRequest
                {
                    Start = new ItemStart { ItemId = "no-format", Content = ByteString.CopyFrom(good) },
                },
                new SignBatchRequest
                {
                    Start = new ItemStart
                    {
                        ItemId = "wrong-size",
                        Format = Wire.Xml,
                        Size = 9,
                        Content = ByteString.CopyFrom(good),
                    },
                },
                new SignBatchRequest
                {
                    Start = new ItemStart { ItemId = "empty", Format = Wire.Xml },
                },
                Start("has space", good),
                Start("good", good),
            ]
        );
        string Kind(string id) => answers[id].Error is { } error ? $"{error.Kind} {error.Field}" : "signed";

        Assert.Equal("DOCUMENT_TOO_LARGE start.size", Kind("too-large"));
        Assert.Equal("INVALID_REQUEST start.size", Kind("short"));
        Assert.Equal("INVALID_REQUEST chunk.data", Kind("long"));
        Assert.Equal("INVALID_REQUEST start.sha256", Kind("wrong-digest"));
        Assert.Equal("INVALID_REQUEST start.sha256", Kind("odd-digest"));
        Assert.Equal("INVALID_REQUEST start.format", Kind("no-format"));
        Assert.Equal("INVALID_REQUEST start.size", Kind("wrong-size"));
        Assert.Equal("INVALID_REQUEST start.size", Kind("empty"));
        Assert.Equal("INVALID_REQUEST start.item_id", Kind("has space"));
        Assert.Equal("signed", Kind("good"));
        Assert.Equal(0, host.Instruments.ItemsInFlight);
    }

    [Theory]
    [InlineData("chunk first")]
    [InlineData("chunk after a whole document")]
    [InlineData("id in flight")]
    [InlineData("settings twice")]
    [InlineData("no settings")]
    [InlineData("empty message")]
    [InlineData("max in flight")]
    public async Task SignBatch_WhenTheProtocolIsBroken_EndsTheStream(string how)
    {
        await using var host = await TestHost.StartAsync(
            async (request, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct)
                    .ContinueWith(static _ => { }, default, default, TaskScheduler.Default);
                return FakeSigning.Failed(SigningErrorKind.Cancelled);
            }
        );
        var document = Start("a", "1"u8.ToArray());
        var (first, rest) = how switch
        {
            "chunk first" => (TestHost.First(), new[] { Chunk([1]) }),
            "chunk after a whole document" => (TestHost.First(), [document, Chunk([1])]),
            "id in flight" => (TestHost.First(), [document, document]),
            "settings twice" => (TestHost.First(), [TestHost.First()]),
            "no settings" => (document, []),
            "empty message" => (TestHost.First(), [new SignBatchRequest()]),
            _ => (TestHost.First(maxInFlight: 257), []),
        };
        var e = await Assert.ThrowsAsync<RpcException>(() => ExchangeAsync(host, first, rest));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.Equal(0, host.Instruments.ItemsInFlight);
    }
}
