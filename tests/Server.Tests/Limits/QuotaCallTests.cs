// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.TestKit;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What calls meet that are over a limit of their client.</summary>
public sealed class QuotaCallTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 5, 30, 8, 0, 0, TimeSpan.Zero));
    private readonly NamedCallers _callers = new NamedCallers().With("other", ClientLimitOptions.None);
    private int _signed;

    [Fact]
    public async Task Sign_WhenTheClientIsOverItsRate_IsRefusedWithTheTrueWaitAndJournaled()
    {
        _callers.With("a", new ClientLimitOptions { RequestsPerSecond = 2 });
        await using var host = await StartAsync();
        await SignAsync(host, "a");
        await SignAsync(host, "a");

        var e = await Assert.ThrowsAsync<RpcException>(() => SignAsync(host, "a"));

        RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        Assert.Equal(2, _signed);
        RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "requestsPerSecond");
        // Others, and health, go on; the client itself as soon as it was told.
        await SignAsync(host, "other");
        await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(
            new Grpc.Health.V1.HealthCheckRequest(),
            NamedCallers.By("a")
        );
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await SignAsync(host, "a");
    }

    [Fact]
    public async Task Sign_WhenTheClientIsOverItsRate_IsRefusedBeforeItsMessageIsSent()
    {
        _callers.With("a", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await StartAsync();
        await SignAsync(host, "a");
        using var http = new HttpClient();
        using var call = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(host.Host.GrpcAddress, "/hocbaso.signing.v1.SigningService/Sign")
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new EndlessContent(),
            Headers = { { "te", "trailers" }, { "x-client", "a" } },
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        using var answer = await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead)
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("8", answer.Headers.GetValues("grpc-status").Single());
        Assert.Equal(1, _signed);
    }

    [Fact]
    public async Task Sign_WhenTheClientHasAllItsPlacesInUse_IsRefusedUntilOneEnds()
    {
        _callers.With("a", new ClientLimitOptions { InFlight = 1 });
        var mayEnd = new TaskCompletionSource();
        var began = new SemaphoreSlim(0);
        await using var host = await StartAsync(
            async (request, _) =>
            {
                began.Release();
                await mayEnd.Task;
                return FakeSigning.Signed(request);
            }
        );
        var running = SignAsync(host, "a");
        await Within(began.WaitAsync());

        var e = await Assert.ThrowsAsync<RpcException>(() => SignAsync(host, "a"));
        var stranger = SignAsync(host, "other");
        await Within(began.WaitAsync());
        mayEnd.SetResult();

        RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "inFlight");
        await Within(Task.WhenAll(running, stranger));
        // The place is free when the answer is out, which the client may see a moment earlier.
        await Within(UntilAcceptedAsync(host));
    }

    [Fact]
    public async Task SignBatch_WhenTheClientIsOverItsRate_IsNotOpened()
    {
        _callers.With("a", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await StartAsync();
        await SignAsync(host, "a");

        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        var e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));

        RequireQuotaExceeded(e, TimeSpan.FromSeconds(1));
        RequireOneEvent("a", "SigningService/SignBatch", SigningErrorKind.QuotaExceeded, "requestsPerSecond");
    }

    [Fact]
    public async Task SignBatch_WhenItIsOverTheDocumentsOfASecond_IsReadMoreSlowlyAndNothingFails()
    {
        const int Count = 30;
        _callers.With("a", new ClientLimitOptions { DocumentsPerSecond = 8 });
        await using var host = await StartAsync();
        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        await call.RequestStream.WriteAsync(TestHost.First());
        var sending = SendAsync(call, Count);

        var answers = 0;
        while (answers < 7)
        {
            answers += await AnswerAsync(call);
        }
        var next = AnswerAsync(call);
        await Within(UntilAsync(() => Volatile.Read(ref _signed) == 7 && _clock.PendingTimers > 0));
        Assert.False(next.IsCompleted);
        // A single call finds what the stream has left.
        await SignAsync(host, "a");
        var reading = Task.Run(async () =>
        {
            answers += await next;
            while (answers < Count)
            {
                answers += await AnswerAsync(call);
            }
        });
        await Within(AdvanceUntilAsync(reading));
        await Within(sending);
        Assert.Equal(Count + 1, _signed);
        Assert.Empty(_callers.Events.Events);
    }

    [Fact]
    public async Task SignBatch_WhenTheClientHasSeveralStreams_TheyShareItsPlaces()
    {
        _callers.With("a", new ClientLimitOptions { InFlight = 4 });
        var (inHand, most) = (0, 0);
        await using var host = await StartAsync(
            async (request, _) =>
            {
                lock (_callers)
                {
                    most = Math.Max(most, ++inHand);
                }
                await Task.Yield();
                lock (_callers)
                {
                    inHand--;
                }
                return FakeSigning.Signed(request);
            }
        );

        await Within(Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync(host, 100))));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Calls_WhenADocumentIsOverTheClientsSize_ItFailsAloneAndIsJournaled()
    {
        _callers.With("a", new ClientLimitOptions { MaxDocumentBytes = 100 });
        await using var host = await StartAsync();
        await SignAsync(host, "a", 100);
        var e = await Assert.ThrowsAsync<RpcException>(() => SignAsync(host, "a", 101));
        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        await call.RequestStream.WriteAsync(TestHost.First());
        await call.RequestStream.WriteAsync(Start("small", Filled(1, 100)));
        await call.RequestStream.WriteAsync(Start("large", Filled(2, 101)));
        await call.RequestStream.CompleteAsync();
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await call.ResponseStream.MoveNext(default))
        {
            if (call.ResponseStream.Current.Done is { } done)
            {
                errors.Add(done.ItemId, done.Error?.Kind ?? "");
            }
        }
        await SignAsync(host, "other", 101);

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.Equal("DOCUMENT_TOO_LARGE", ReasonOf(e));
        Assert.Equal("", errors["small"]);
        Assert.Equal("DOCUMENT_TOO_LARGE", errors["large"]);
        Assert.Equal(3, _signed);
        Assert.Equal(
            ["SigningService/Sign", "SigningService/SignBatch"],
            _callers.Events.Events.Select(static x => x.Operation)
        );
        Assert.All(
            _callers.Events.Events,
            static x =>
                Assert.Equal(
                    (JournalEventKind.CallRefused, "a", SigningErrorKind.DocumentTooLarge),
                    (x.Kind, x.Caller, x.Error)
                )
        );
    }

    [Theory]
    [InlineData("Verify")]
    [InlineData("Render")]
    [InlineData("SealTranscript")]
    public async Task Calls_WhenTheyCarryDocuments_HaveTheLimitsOfTheClient(string name)
    {
        _callers.With("a", new ClientLimitOptions { MaxDocumentBytes = 10 });
        await using var host = await StartAsync();
        var (document, headers) = (ByteString.CopyFrom(new byte[11]), NamedCallers.By("a"));
        var verify = new Wire.VerificationService.VerificationServiceClient(host.Channel);
        var render = new Wire.RenderingService.RenderingServiceClient(host.Channel);

        var e = await Assert.ThrowsAsync<RpcException>(() =>
            name switch
            {
                "Verify" => verify.VerifyAsync(new Wire.VerifyRequest { Document = document }, headers).ResponseAsync,
                "Render" => render
                    .RenderAsync(new Wire.RenderRequest { Transcripts = { ByteString.Empty, document } }, headers)
                    .ResponseAsync,
                _ => (Task)
                    host
                        .Signing.SealTranscriptAsync(new Wire.SealTranscriptRequest { Transcript = document }, headers)
                        .ResponseAsync,
            }
        );

        Assert.Equal("DOCUMENT_TOO_LARGE", ReasonOf(e));
    }

    [Fact]
    public void DocumentCalls_WhenAUnaryCallCarriesBytes_KnowsIt()
    {
        ServiceDescriptor[] services =
        [
            Wire.SigningService.Descriptor,
            Wire.VerificationService.Descriptor,
            Wire.RenderingService.Descriptor,
        ];
        var carriers = services
            .SelectMany(static s => s.Methods)
            .Where(static m => !m.IsClientStreaming)
            .Where(static m => m.InputType.Fields.InDeclarationOrder().Any(static f => f.FieldType == FieldType.Bytes))
            .ToList();

        Assert.Equal(4, carriers.Count);
        Assert.All(
            carriers,
            static m =>
            {
                Assert.True(DocumentCalls.Contains($"/{m.Service.FullName}/{m.Name}"));
                var message = m.InputType.Parser.ParseFrom(Filler(m.InputType));
                Assert.Equal(3, DocumentCalls.SizesOf(message).Single().Bytes);
            }
        );
    }

    [Fact]
    public async Task Metrics_WhenClientsAreRefused_CountThemByClientKindAndLimit()
    {
        var seen = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "hocbaso.client.refused")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                lock (seen)
                {
                    seen.Add(string.Join(' ', tags.ToArray().Select(static t => t.Value)));
                }
            }
        );
        listener.Start();
        _callers.With("counted", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await StartAsync(
            static (_, _) => Task.FromResult(FakeSigning.Failed(SigningErrorKind.Overloaded))
        );

        await Assert.ThrowsAsync<RpcException>(() => SignAsync(host, "counted"));
        await Assert.ThrowsAsync<RpcException>(() => SignAsync(host, "counted"));

        lock (seen)
        {
            Assert.Equal(
                ["counted Overloaded server", "counted QuotaExceeded requestsPerSecond"],
                seen.Where(static s => s.StartsWith("counted ", StringComparison.Ordinal))
            );
        }
    }

    private Task<TestHost> StartAsync(Func<SigningRequest, CancellationToken, Task<SigningResult>>? sign = null) =>
        TestHost.StartAsync(
            (request, ct) =>
            {
                Interlocked.Increment(ref _signed);
                return (sign ?? FakeSigning.Append)(request, ct);
            },
            new LimitOptions { IdleStreamSeconds = 86_400, StalledStreamSeconds = 86_400 },
            time: _clock,
            callers: _callers.Parts
        );

    private static async Task SignAsync(TestHost host, string client, int size = 10) =>
        await host.Signing.SignAsync(
            new Wire.SignRequest
            {
                Settings = TestHost.Settings(),
                Format = Wire.DocumentFormat.Xml,
                Document = ByteString.CopyFrom(new byte[size]),
            },
            NamedCallers.By(client)
        );

    private static async Task SendAsync(
        AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse> call,
        int count
    )
    {
        for (var i = 0; i < count; i++)
        {
            await call.RequestStream.WriteAsync(Start($"d{i}", "doc"u8.ToArray()));
        }
        await call.RequestStream.CompleteAsync();
    }

    // 1 for the end of a document that was signed.
    private static async Task<int> AnswerAsync(
        AsyncDuplexStreamingCall<Wire.SignBatchRequest, Wire.SignBatchResponse> call
    )
    {
        Assert.True(await call.ResponseStream.MoveNext(default));
        var done = call.ResponseStream.Current.Done;
        Assert.Null(done?.Error);
        return done is null ? 0 : 1;
    }

    private static async Task RunAsync(TestHost host, int count)
    {
        using var call = host.Signing.SignBatch(NamedCallers.By("a"));
        await call.RequestStream.WriteAsync(TestHost.First());
        var sending = SendAsync(call, count);
        for (var answers = 0; answers < count; )
        {
            answers += await AnswerAsync(call);
        }
        await sending;
    }

    private static async Task UntilAcceptedAsync(TestHost host)
    {
        while (true)
        {
            try
            {
                await SignAsync(host, "a");
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Yield();
            }
        }
    }

    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(125));
            await Task.Delay(1);
        }
        await done;
    }

    private void RequireOneEvent(string caller, string operation, SigningErrorKind error, string limit)
    {
        var entry = Assert.Single(_callers.Events.Events);
        Assert.Equal(
            (JournalEventKind.CallRefused, caller, operation, error),
            (entry.Kind, entry.Caller, entry.Operation, entry.Error)
        );
        Assert.Contains(limit, entry.Detail, StringComparison.Ordinal);
    }

    private static void RequireQuotaExceeded(RpcException e, TimeSpan wait)
    {
        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        Assert.Equal("QUOTA_EXCEEDED", ReasonOf(e));
        var retry = StatusOf(e).Details.Single(static d => d.Is(RetryInfo.Descriptor)).Unpack<RetryInfo>();
        Assert.Equal(wait, retry.RetryDelay.ToTimeSpan());
    }

    private static string ReasonOf(RpcException e) =>
        StatusOf(e).Details.Single(static d => d.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Reason;

    private static Google.Rpc.Status StatusOf(RpcException e) =>
        Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));

    // One field of three octets: its tag, its length, its value.
    private static byte[] Filler(MessageDescriptor type)
    {
        var field = type.Fields.InDeclarationOrder().First(static f => f.FieldType == FieldType.Bytes);
        return [(byte)(field.FieldNumber << 3 | 2), 3, 1, 2, 3];
    }

    /// <summary>A body of which nothing ever comes.</summary>
    private sealed class EndlessContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.Delay(Timeout.Infinite);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
