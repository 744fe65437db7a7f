// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task SignBatch_WhenADocumentIsBad_AnswersItAndGoesOn()
    {
        await using var host = await TestHost.StartAsync(
            (request, _) =>
                Task.FromResult(
                    request.Document.Span.SequenceEqual("bad"u8)
                        ? FakeSigning.Failed(SigningErrorKind.MalformedDocument, "line 1, column 1")
                        : FakeSigning.Signed(request)
                )
        );
        var results = await host
            .Client.SignBatchAsync(Documents("a", "bad", "c"), TestHost.Settings())
            .ToDictionaryAsync(static r => r.Id);

        Assert.Equal("asigned", Encoding.UTF8.GetString(results["0"].Signed!.Document.Span));
        Assert.Equal("csigned", Encoding.UTF8.GetString(results["2"].Signed!.Document.Span));
        var error = results["1"].Error!;
        Assert.Equal("MALFORMED_DOCUMENT", error.Kind);
        Assert.Equal(StatusCode.InvalidArgument, error.Status);
        Assert.Equal("line 1, column 1", error.Field);
        Assert.Equal("truong", results["0"].Signed!.Signatures.Single().Identity);
    }

    [Fact]
    public async Task SignBatch_WhenADocumentIsLarge_CarriesItInChunksBothWays()
    {
        await using var host = await TestHost.StartAsync();
        var large = RandomNumberGenerator.GetBytes(900 * 1024);
        var documents = new[] { new DocumentToSign("large", large), new DocumentToSign("small", "s"u8.ToArray()) };
        var results = await host
            .Client.SignBatchAsync(documents.ToAsyncEnumerable(), TestHost.Settings())
            .ToDictionaryAsync(static r => r.Id);

        Assert.Equal([.. large, .. "signed"u8], results["large"].Signed!.Document.ToArray());
        Assert.Equal("ssigned"u8.ToArray(), results["small"].Signed!.Document.ToArray());
    }

    [Fact]
    public async Task SignBatch_WhenManyLargeDocumentsCome_NeverMixesTheirChunks()
    {
        await using var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                await Task.Yield();
                return FakeSigning.Signed(request);
            }
        );
        var sent = Enumerable.Range(0, 60).Select(i => Filled(i, 300_000 + (i * 7919))).ToList();
        var results = await host
            .Client.SignBatchAsync(
                sent.Select((content, i) => new DocumentToSign($"d{i}", content)).ToAsyncEnumerable(),
                TestHost.Settings()
            )
            .ToDictionaryAsync(static r => r.Id);

        for (var i = 0; i < sent.Count; i++)
        {
            Assert.Equal([.. sent[i], .. "signed"u8], results[$"d{i}"].Signed!.Document.ToArray());
        }
    }

    [Fact]
    public async Task SignBatch_WhenTenThousandDocumentsCome_KeepsMemoryFlat()
    {
        const int Count = 10_000;
        var limits = new LimitOptions { MaxInFlightPerStream = 16 };
        var most = 0;
        TestHost? running = null;
        await using var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                InterlockedMax(ref most, running!.Instruments.ItemsInFlight);
                await Task.Yield();
                return FakeSigning.Signed(request);
            },
            limits
        );
        running = host;
        var content = Filled(1, 16 * 1024);
        var source = Enumerable.Range(0, Count).Select(i => new DocumentToSign($"d{i}", content)).ToAsyncEnumerable();
        long early = 0;
        var seen = 0;
        await foreach (var result in host.Client.SignBatchAsync(source, TestHost.Settings()))
        {
            Assert.True(result.IsSigned);
            if (++seen == 1_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
        var late = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(Count, seen);
        Assert.InRange(most, 1, 16);
        Assert.Equal(0, host.Instruments.ItemsInFlight);
        // 9,000 more documents of 16 KiB, in and out, are 290 MB: none of it may stay.
        Assert.True(late - early < 8 << 20, $"grew by {late - early} bytes");
    }

    [Fact]
    public async Task SignBatch_WhenTheClientDisappears_StopsTheWorkInHand()
    {
        var began = new SemaphoreSlim(0);
        var stopped = new SemaphoreSlim(0);
        await using var host = await TestHost.StartAsync(
            async (request, ct) =>
            {
                began.Release();
                try
                {
                    await Task.Delay(Timeout.Infinite, ct);
                }
                catch (OperationCanceledException)
                {
                    stopped.Release();
                }
                return FakeSigning.Failed(SigningErrorKind.Cancelled);
            }
        );
        using (var call = host.Signing.SignBatch())
        {
            await call.RequestStream.WriteAsync(TestHost.First());
            await call.RequestStream.WriteAsync(Start("a", "1"u8.ToArray()));
            await call.RequestStream.WriteAsync(Start("b", "2"u8.ToArray()));
            // A third one is left half-way, with its buffer rented.
            await call.RequestStream.WriteAsync(
                new SignBatchRequest
                {
                    Start = new ItemStart
                    {
                        ItemId = "c",
                        Format = Wire.Xml,
                        Size = 500_000,
                    },
                }
            );
            await call.RequestStream.WriteAsync(Chunk(new byte[1000]));
            await Within(began.WaitAsync());
            await Within(began.WaitAsync());
        }
        await Within(stopped.WaitAsync());
        await Within(stopped.WaitAsync());
        await Within(UntilAsync(() => host.Instruments.ItemsInFlight == 0));
    }

    [Fact]
    public async Task SignBatch_WhenTheClientDoesNotRead_StopsReading()
    {
        var begun = 0;
        var limits = new LimitOptions { MaxInFlightPerStream = 4 };
        await using var host = await TestHost.StartAsync(
            (request, _) =>
            {
                Interlocked.Increment(ref begun);
                return FakeSigning.Append(request, default);
            },
            limits
        );
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        var content = Filled(7, 200 * 1024);
        var sent = 0;
        Task write;
        do
        {
            write = call.RequestStream.WriteAsync(Start($"d{sent++}", content));
        } while (await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(2))) == write && sent < 500);

        // Windows and buffers of both ends take some; then the sender is held back.
        Assert.False(write.IsCompleted);
        Assert.InRange(sent, 4, 60);
        Assert.InRange(host.Instruments.ItemsInFlight, 1, 4);
        Assert.InRange(begun, 1, 40);

        var answers = 0;
        var reading = Task.Run(async () =>
        {
            while (await call.ResponseStream.MoveNext(default))
            {
                answers += call.ResponseStream.Current.Done is null ? 0 : 1;
            }
        });
        await Within(write);
        await call.RequestStream.CompleteAsync();
        await Within(reading);
        Assert.Equal(sent, answers);
    }

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

    [Fact]
    public async Task SignBatch_WhenItHasABatchId_MakesRequestIdsOfIt()
    {
        var keys = new ConcurrentBag<(string, bool, bool)>();
        await using var host = await TestHost.StartAsync(
            (request, _) =>
            {
                keys.Add((request.Key.RequestId, request.IsRepeatable, request.MayWait));
                return FakeSigning.Append(request, default);
            }
        );
        await host
            .Client.SignBatchAsync(Documents("a"), TestHost.Settings(), new BatchOptions { BatchId = "lop-9a" })
            .ToListAsync();
        Assert.Equal(("lop-9a/0", true, true), keys.Single());

        keys.Clear();
        await host.Client.SignBatchAsync(Documents("a"), TestHost.Settings()).ToListAsync();
        Assert.False(keys.Single().Item2);
        Assert.NotEmpty(keys.Single().Item1);
    }

    [Fact]
    public async Task SignBatch_WhenTheServerStops_FinishesWhatIsInHand()
    {
        var began = new SemaphoreSlim(0);
        var mayEnd = new TaskCompletionSource();
        var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                began.Release();
                await mayEnd.Task;
                return FakeSigning.Signed(request);
            }
        );
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("a", "1"u8.ToArray()));
        await Within(began.WaitAsync());

        var stop = host.Host.DisposeAsync().AsTask();
        mayEnd.SetResult();
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal("a", call.ResponseStream.Current.Done.ItemId);
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        await Within(stop);
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task SignBatch_WhenWorkDoesNotEndInTheLimit_TheServerStopsAllTheSame(int seconds)
    {
        var began = new SemaphoreSlim(0);
        var host = await TestHost.StartAsync(
            async (_, token) =>
            {
                began.Release();
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("never ends by itself");
            },
            new LimitOptions { ShutdownSeconds = seconds }
        );
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("a", "1"u8.ToArray()));
        await Within(began.WaitAsync());

        await Within(host.Host.DisposeAsync().AsTask());

        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        await host.DisposeAsync();
    }

    private static async Task<Dictionary<string, ItemDone>> ExchangeAsync(
        TestHost host,
        SignBatchRequest first,
        IEnumerable<SignBatchRequest> rest
    )
    {
        using var call = host.Signing.SignBatch(deadline: DateTime.UtcNow.AddSeconds(30));
        var sending = Task.Run(async () =>
        {
            foreach (var message in rest.Prepend(first))
            {
                await call.RequestStream.WriteAsync(message);
            }
            await call.RequestStream.CompleteAsync();
        });
        var done = new Dictionary<string, ItemDone>(StringComparer.Ordinal);
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.Done is { } item)
            {
                done.Add(item.ItemId, item);
            }
        }
        await sending;
        return done;
    }

    private static IAsyncEnumerable<DocumentToSign> Documents(params string[] contents) =>
        contents.Select((text, i) => new DocumentToSign($"{i}", Encoding.UTF8.GetBytes(text))).ToAsyncEnumerable();

    private static byte[] Filled(int seed, int length)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static SignBatchRequest Start(string id, byte[] content, byte[]? sha256 = null) =>
        new()
        {
            Start = new ItemStart
            {
                ItemId = id,
                Format = Wire.Xml,
                Size = content.Length,
                Content = ByteString.CopyFrom(content),
                Sha256 = ByteString.CopyFrom(sha256 ?? []),
            },
        };

    private static SignBatchRequest Start(string id, long size) =>
        new()
        {
            Start = new ItemStart
            {
                ItemId = id,
                Format = Wire.Xml,
                Size = size,
            },
        };

    private static SignBatchRequest Chunk(byte[] data) =>
        new() { Chunk = new ItemChunk { Data = ByteString.CopyFrom(data) } };

    private static Task Within(Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private static class Wire
    {
        public const V1.DocumentFormat Xml = V1.DocumentFormat.Xml;
    }
}
