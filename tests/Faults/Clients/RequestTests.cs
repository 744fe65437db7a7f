// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Faults;

public sealed class RequestTests
{
    private const string SignPath = "/hocbaso.signing.v1.SigningService/Sign";

    [Fact]
    public async Task Document_WhenItIsOverTheLimit_IsRefusedBeforeItIsRead()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { MaxXmlBytes = 100_000 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        var large = new DocumentToSign(FaultServer.NewId(), new byte[limits.MaxXmlBytes + 1]);
        // Over what one message carries.
        var huge = new DocumentToSign("huge", new byte[9 << 20]);

        var unary = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SignAsync(large, FaultSchool.AllSteps())
        );
        var message = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SignAsync(huge, FaultSchool.AllSteps())
        );
        var documents = new[] { large with { Id = "large" }, huge, FaultServer.Document("good") };
        var items = await server
            .Client.SignBatchAsync(documents.ToAsyncEnumerable(), FaultSchool.AllSteps())
            .ToDictionaryAsync(static r => r.Id);

        Assert.Equal((StatusCode.InvalidArgument, "DOCUMENT_TOO_LARGE"), (unary.Status, unary.Kind));
        Assert.Equal("document", unary.Field);
        Assert.Equal(StatusCode.ResourceExhausted, message.Status);
        Assert.Equal("DOCUMENT_TOO_LARGE", items["large"].Error!.Kind);
        Assert.Equal("DOCUMENT_TOO_LARGE", items["huge"].Error!.Kind);
        await server.VerifyAsync(items["good"].Signed!.Document);
        await server.Logs.OfAsync(1002, "DocumentTooLarge at 'document'");
        Assert.Equal(1, server.Metrics.Of("rpc.server.duration", "InvalidArgument"));
        await server.HealthIsAsync(serving: true, "hsm", "Ready");
    }

    [Fact]
    public async Task Deadline_WhenTheWorkTakesLonger_EndsTheWorkAndNothingElse()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var setting = new FaultSetting { Secrets = [token.Pin] };
        await using var authority = await FaultyAuthority.StartAsync(school, setting.Time);
        var slow = authority.Entry("tsa") with { TimeoutMilliseconds = 60_000 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], [slow]), setting);
        await server.SignAsync();

        await authority.BreakAsync(TsaFault.Slow);
        using var hasty = server.NewClient(TimeSpan.FromMilliseconds(500));
        var request = FaultServer.NewId();
        var error = await Assert.ThrowsAsync<SigningClientException>(() =>
            hasty.SignAsync(FaultServer.Document(request), FaultSchool.AllSteps())
        );

        Assert.Equal(StatusCode.DeadlineExceeded, error.Status);
        await server.Logs.OfAsync(1201, "DeadlineTooShort");
        Assert.Equal(1, server.Metrics.Of("hocbaso.documents", "DeadlineTooShort"));
        // It was not the authority's fault.
        Assert.Equal(0, server.Metrics.Of("hocbaso.timestamp.requests", "TimedOut"));

        await authority.RepairAsync();
        await server.SignAsync(request);
        await server.HealthIsAsync(serving: true, "tsa", "Answering");
    }

    [Fact]
    public async Task Deadline_WhenItLeavesNoTime_IsRefusedBeforeAnyWork()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]));
        using var hasty = server.NewClient(TimeSpan.FromMilliseconds(5));

        var error = await Assert.ThrowsAsync<SigningClientException>(() =>
            hasty.SignAsync(FaultServer.Document(FaultServer.NewId()), FaultSchool.AllSteps())
        );

        Assert.Equal(StatusCode.DeadlineExceeded, error.Status);
        Assert.Equal(0, server.Metrics.Of("hocbaso.hsm.signatures"));
        await server.SignAsync();
    }

    /// <summary>A unary call whose body never comes: 240 bytes a second after five are asked for.</summary>
    [Fact]
    public async Task UnaryClient_WhenItNeverSendsItsBody_IsCutOff()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        await using var server = await FaultServer.StartAsync(school.Options([token.Options]));
        using var http = new HttpClient();
        using var body = new SilentContent();
        using var request = Post(server, body);

        var call = http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        await server.SignAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(FaultServer.Patience));

        Assert.True(call.IsFaulted, "the server did not end the call");
        await server.Logs.OfAsync(1001, SignPath);
        await server.SignAsync();
    }

    [Fact]
    public async Task UnaryClient_WhenItNeverReadsItsAnswer_IsCutOff()
    {
        using var school = new FaultSchool();
        using var token = await school.NewTokenAsync();
        var limits = new LimitOptions { StalledStreamSeconds = 1 };
        await using var server = await FaultServer.StartAsync(school.Options([token.Options], limits: limits));
        using var http = new HttpClient();
        using var body = new ByteArrayContent(Frame(LargeRequest()));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = Post(server, body);

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await server.SignAsync();

        await server.Logs.OfAsync(1104);
        Assert.Equal(1, server.Metrics.Of("hocbaso.batch.streams.let_go", "stalled"));
        await using var stream = await answer.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
        await server.SignAsync();
    }

    private static HttpRequestMessage Post(FaultServer server, HttpContent body) =>
        new(HttpMethod.Post, new Uri(server.Address, SignPath))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };

    // Its answer is larger than what waits in the windows and buffers between the two.
    private static SignRequest LargeRequest() =>
        new()
        {
            RequestId = FaultServer.NewId(),
            Format = DocumentFormat.Xml,
            Settings = FaultSchool.AllSteps(),
            // White space behind the root is no part of what is signed.
            Document = ByteString.CopyFrom([
                .. FaultSchool.Transcripts(1)[0].Xml,
                .. Enumerable.Repeat((byte)'\n', 300_000),
            ]),
        };

    // gRPC over HTTP/2: not compressed, the length, the message.
    private static byte[] Frame(SignRequest request)
    {
        var message = request.ToByteArray();
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private sealed class SilentContent : HttpContent
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SilentContent() => Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            // The five octets before a message of 64 bytes, and then nothing.
            await stream.WriteAsync(new byte[] { 0, 0, 0, 0, 64 });
            await stream.FlushAsync();
            await _ended.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _ended.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
