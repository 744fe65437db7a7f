// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.V1;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What is kept of a document that was refused at its start: it counts for nothing, so it may hold nothing.</summary>
public sealed class RefusedItemTests
{
    // As much as a message takes.
    private const int LargestContent = (8 << 20) - 1024;

    private static readonly BatchLimits s_limits = new(4, 1 << 20, 1 << 20, 1 << 20);

    [Fact]
    public void Read_WhenTheStartBreaksARule_KeepsNothingOfTheDocument()
    {
        using var item = Read("d", 300_000);

        Assert.Equal(SigningErrorKind.InvalidRequest, item.Error!.Kind);
        Assert.Equal("d", item.Id);
        Assert.True(item.Document.IsEmpty);
        Assert.Equal(0, item.Cost);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\U0001F600")] // not cut in the middle
    public void Read_WhenTheIdIsTooLong_KeepsItsBeginning(string letter)
    {
        using var item = Read("." + string.Concat(Enumerable.Repeat(letter, 1_000_000)), 1);

        Assert.Equal("start.item_id", item.Error!.Field);
        Assert.InRange(item.Id.Length, 127, 128);
        Assert.Equal(item.Id, ItemStart.Parser.ParseFrom(new ItemStart { ItemId = item.Id }.ToByteString()).ItemId);
    }

    [Fact]
    public async Task SignBatch_WhenTheSettingsAreTooLarge_EndsTheStream()
    {
        await using var host = await TestHost.StartAsync();
        using var call = host.Signing.SignBatch();
        var first = TestHost.First();
        // Whatever makes them so large: it is told before the settings are looked at.
        first.Settings.Settings.Steps[0].Appearance = new V1.VisibleSignature
        {
            SignerImage = ByteString.CopyFrom(new byte[4 << 20]),
        };
        await call.RequestStream.WriteAsync(first);

        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.Contains("settings have at most", e.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignBatch_WhenRefusedDocumentsAreNotAnswered_HoldsNoneOfThem()
    {
        const int Count = 40;
        await using var host = await TestHost.StartAsync();
        using var call = host.Signing.SignBatch();
        await call.RequestStream.WriteAsync(TestHost.First(maxInFlight: Count + 8));
        // More than this client takes without reading: what is answered later stands behind it.
        for (var i = 0; i < 4; i++)
        {
            await call.RequestStream.WriteAsync(Start($"large{i}", new byte[250_000]));
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = new byte[LargestContent];
        for (var i = 0; i < Count; i++)
        {
            await call.RequestStream.WriteAsync(Start($"d{i}", refused));
        }
        await Within(UntilAsync(() => host.Instruments.ItemsInFlight > Count));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.True(grown < 128 << 20, $"{grown >> 20} MiB are held");
        await call.RequestStream.CompleteAsync();
        Assert.Equal(Count + 4, await CountAsync(call).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static BatchItem Read(string id, int length) =>
        ItemStartReader.Read(
            new ItemStart
            {
                ItemId = id,
                Format = Wire.Xml,
                Content = ByteString.CopyFrom(new byte[length]),
            },
            s_limits,
            requiresFormat: true
        );

    private static async Task<int> CountAsync(AsyncDuplexStreamingCall<SignBatchRequest, SignBatchResponse> call)
    {
        var done = 0;
        while (await call.ResponseStream.MoveNext(default))
        {
            done += call.ResponseStream.Current.Done is null ? 0 : 1;
        }
        return done;
    }
}
