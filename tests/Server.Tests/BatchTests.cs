// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

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
}
