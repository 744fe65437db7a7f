// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Google.Protobuf;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What the tests of a batch send, and how they wait.</summary>
internal static class BatchMessages
{
    public static class Wire
    {
        public const V1.DocumentFormat Xml = V1.DocumentFormat.Xml;
    }

    public static IAsyncEnumerable<DocumentToSign> Documents(params string[] contents) =>
        contents.Select((text, i) => new DocumentToSign($"{i}", Encoding.UTF8.GetBytes(text))).ToAsyncEnumerable();

    public static byte[] Filled(int seed, int length)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    public static SignBatchRequest Start(string id, byte[] content, byte[]? sha256 = null) =>
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

    public static SignBatchRequest Start(string id, long size) =>
        new()
        {
            Start = new ItemStart
            {
                ItemId = id,
                Format = Wire.Xml,
                Size = size,
            },
        };

    public static SignBatchRequest Chunk(byte[] data) =>
        new() { Chunk = new ItemChunk { Data = ByteString.CopyFrom(data) } };

    public static async Task<Dictionary<string, ItemDone>> ExchangeAsync(
        TestHost host,
        SignBatchRequest first,
        IEnumerable<SignBatchRequest> rest
    )
    {
        using var call = host.Signing.SignBatch(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
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

    public static Task Within(Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10);
        }
    }
}
