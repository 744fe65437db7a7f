// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Server.Errors;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Renditions and pairs, with a pipeline of the test's own.</summary>
public sealed class TranscriptCallTests
{
    private static readonly TranscriptRenderer s_renderer = new(FontLibrary.Load());
    private static readonly byte[] s_transcript = SampleClass.Generate(SchoolLevel.Thcs, 1, 1).First().Xml;

    public static TheoryData<SigningErrorKind> Kinds => [.. Enum.GetValues<SigningErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SealTranscript_WhenAHalfFails_TellsKindStatusAndField(SigningErrorKind kind)
    {
        await using var host = await TestHost.StartAsync(
            (_, _) => Task.FromResult(FakeSigning.Failed(kind, "steps[0].identity")),
            renderer: s_renderer
        );
        using var client = new SigningClient(host.Host.GrpcAddress, new SigningClientOptions { MaxRetries = 0 });
        var document = new DocumentToSign("p", s_transcript);
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SealTranscriptAsync(document, Settings())
        );
        var item = await client
            .SealTranscriptBatchAsync(new[] { document }.ToAsyncEnumerable(), Settings())
            .SingleAsync();

        foreach (var error in new[] { e, item.Error! })
        {
            Assert.Equal(GrpcStatusMap.StatusOf(kind), error.Status);
            Assert.Equal(GrpcStatusMap.ReasonOf(kind), error.Kind);
            Assert.Equal(kind == SigningErrorKind.Internal ? null : "settings.xml_steps[0].identity", error.Field);
        }
    }

    [Theory]
    [InlineData("profile", "settings.xml_profile")]
    [InlineData("document", "transcript")]
    [InlineData("line 3, column 14", "line 3, column 14")]
    public async Task SealTranscript_WhenThePipelineNamesAField_NamesThatOfTheProtos(string field, string expected)
    {
        await using var host = await TestHost.StartAsync(
            (_, _) => Task.FromResult(FakeSigning.Failed(SigningErrorKind.MalformedDocument, field)),
            renderer: s_renderer
        );
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            host.Client.SealTranscriptAsync(new DocumentToSign("p", s_transcript), Settings())
        );
        Assert.Equal(expected, e.Field);
    }

    [Fact]
    public async Task SealTranscript_WhenItRuns_SignsTheXmlUnderItsOwnId()
    {
        var requests = new List<SigningRequest>();
        await using var host = await TestHost.StartAsync(
            (request, _) =>
            {
                requests.Add(request);
                return Task.FromResult(FakeSigning.Failed(SigningErrorKind.HsmUnavailable));
            },
            renderer: s_renderer
        );
        using var client = new SigningClient(host.Host.GrpcAddress, new SigningClientOptions { MaxRetries = 0 });
        foreach (var id in new[] { "mine", "" })
        {
            await Assert.ThrowsAsync<SigningClientException>(() =>
                client.SealTranscriptAsync(new DocumentToSign(id, s_transcript), Settings())
            );
        }
        var items = client.SealTranscriptBatchAsync(
            new[] { new DocumentToSign("a", s_transcript) }.ToAsyncEnumerable(),
            Settings(),
            new BatchOptions { BatchId = "b" }
        );
        await items.SingleAsync();

        Assert.Equal("mine/xml", requests[0].Key.RequestId);
        Assert.EndsWith("/xml", requests[1].Key.RequestId, StringComparison.Ordinal);
        Assert.Equal("b/a/xml", requests[2].Key.RequestId);
        Assert.Equal([false, false, true], requests.Select(static r => r.MayWait));
        Assert.All(requests, static r => Assert.Equal(Core.DocumentFormat.Xml, r.Format));
        Assert.All(requests, static r => Assert.Null(r.Steps[0].Appearance));
    }

    [Fact]
    public async Task SealTranscriptBatch_WhenPairsTakeTheMemoryOfAStream_TakesNoMoreAtOnce()
    {
        var (running, most) = (0, 0);
        await using var host = await TestHost.StartAsync(
            async (_, cancellationToken) =>
            {
                var now = Interlocked.Increment(ref running);
                most = Math.Max(most, now);
                await Task.Delay(20, cancellationToken);
                Interlocked.Decrement(ref running);
                return FakeSigning.Failed(SigningErrorKind.OutOfOrder);
            },
            // 2 MiB are reckoned for what is made of each.
            new LimitOptions { MaxMegabytesPerStream = 5 },
            renderer: s_renderer
        );
        var documents = Enumerable.Range(0, 12).Select(static i => new DocumentToSign($"{i}", s_transcript));

        var items = await host.Client.SealTranscriptBatchAsync(documents.ToAsyncEnumerable(), Settings()).ToListAsync();

        Assert.Equal(12, items.Count);
        Assert.All(items, static item => Assert.Equal("OUT_OF_ORDER", item.Error!.Kind));
        Assert.InRange(most, 1, 2);
        Assert.Equal(0, host.Instruments.ItemsInFlight);
    }

    [Fact]
    public async Task Render_WhenTheServerHasNoFonts_SaysSo()
    {
        await using var host = await TestHost.StartAsync();
        var e = await Assert.ThrowsAsync<SigningClientException>(() => host.Client.RenderAsync([s_transcript]));
        Assert.Equal((StatusCode.InvalidArgument, "UNSUPPORTED_FORMAT"), (e.Status, e.Kind));
        Assert.Equal(3, (await host.Client.ListFormsAsync()).Count);
    }

    [Fact]
    public async Task Render_WhenTheTenantIsUnknown_IsNotPermitted()
    {
        await using var host = await TestHost.StartAsync(renderer: s_renderer);
        var e = await Assert.ThrowsAsync<SigningClientException>(() =>
            host.Client.RenderAsync([s_transcript], tenant: "nobody")
        );
        Assert.Equal(("NOT_PERMITTED", "tenant"), (e.Kind, e.Field));
    }

    [Fact]
    public async Task Render_WhenTranscriptsAreTooLarge_SaysSo()
    {
        await using var host = await TestHost.StartAsync(renderer: s_renderer);
        byte[] large = [.. s_transcript, .. Enumerable.Repeat((byte)'\n', 3 << 20)];
        byte[] half = [.. s_transcript, .. Enumerable.Repeat((byte)'\n', 1 << 20)];
        foreach (var transcripts in new ReadOnlyMemory<byte>[][] { [large], [half, half, half, half] })
        {
            var e = await Assert.ThrowsAsync<SigningClientException>(() => host.Client.RenderAsync(transcripts));
            Assert.Equal("DOCUMENT_TOO_LARGE", e.Kind);
        }
    }

    [Fact]
    public async Task RenderBatch_WhenItemsFail_AnswersEachAndMapsEveryField()
    {
        await using var host = await TestHost.StartAsync(renderer: s_renderer);
        DocumentToSign[] documents =
        [
            new("good", s_transcript),
            new("unspecified", s_transcript, Wire.DocumentFormat.Unspecified),
            new("pdf", s_transcript, Wire.DocumentFormat.Pdf),
            new("other", Encoding.ASCII.GetBytes("<a/>")),
            new("cut-off", s_transcript[..200]),
        ];
        var results = await host
            .Client.RenderBatchAsync(documents.ToAsyncEnumerable())
            .ToDictionaryAsync(static r => r.Id);

        Assert.Equal("UNSUPPORTED_FORMAT", results["pdf"].Error!.Kind);
        Assert.Equal("start.format", results["pdf"].Error!.Field);
        Assert.Equal("UNSUPPORTED_FORMAT", results["other"].Error!.Kind);
        Assert.Equal("MALFORMED_DOCUMENT", results["cut-off"].Error!.Kind);
        var good = results["good"].Rendered!;
        Assert.Equal(good.Document.ToArray(), results["unspecified"].Rendered!.Document.ToArray());
        Assert.Equal("thcs-tt22-2021", good.Summary.Form);
        Assert.True(good.Summary.Draft);
        Assert.True(good.Summary.Pages >= 7);
        Assert.Empty(good.Summary.SignatureFields);
    }

    [Fact]
    public async Task Batches_WhenTheFirstMessageHasNoSettings_AreRefused()
    {
        await using var host = await TestHost.StartAsync(renderer: s_renderer);
        using var rendering = new Wire.RenderingService.RenderingServiceClient(host.Channel).RenderBatch();
        using var sealing = host.Signing.SealTranscriptBatch();
        await rendering.RequestStream.WriteAsync(new() { Start = new Wire.ItemStart { ItemId = "a" } });
        await sealing.RequestStream.WriteAsync(new() { Start = new Wire.ItemStart { ItemId = "a" } });

        var first = await Assert.ThrowsAsync<RpcException>(() => rendering.ResponseStream.MoveNext(default));
        var second = await Assert.ThrowsAsync<RpcException>(() => sealing.ResponseStream.MoveNext(default));

        Assert.Equal((StatusCode.InvalidArgument, StatusCode.InvalidArgument), (first.StatusCode, second.StatusCode));
    }

    private static Wire.SealSettings Settings() =>
        new()
        {
            XmlSteps =
            {
                new Wire.SigningStep { Role = Wire.SignerRole.PhatHanh, Identity = "truong" },
            },
        };
}
