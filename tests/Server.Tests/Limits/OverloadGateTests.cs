// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Limits;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Single documents at a server that has too much to do.</summary>
public sealed class OverloadGateTests
{
    private bool _isFull;
    private TimeSpan _hsm;
    private TimeSpan _threads;
    private int _signed;

    [Fact]
    public async Task Sign_WhenThePlacesAreFull_IsRefusedWithRetryInfoUntilThereIsOne()
    {
        await using var host = await StartAsync(places: 1);
        await SignAsync(host);

        _isFull = true;
        var refused = await Assert.ThrowsAsync<RpcException>(() => SignAsync(host));
        _isFull = false;
        await SignAsync(host);

        RequireOverloaded(refused);
        Assert.Equal(2, _signed);
        Assert.DoesNotContain(host.Events.Events, static entry => entry.Kind == JournalEventKind.CallRefused);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(300, false)]
    public async Task Sign_WhenSignaturesWaitForTheHsm_IsRefusedFromAQuarterOfASecondOn(int milliseconds, bool isSigned)
    {
        await using var host = await StartAsync(places: 1);
        _hsm = TimeSpan.FromMilliseconds(milliseconds);

        var error = await Record.ExceptionAsync(() => SignAsync(host));

        Assert.Equal(isSigned, error is null);
        Assert.Equal(isSigned ? 1 : 0, _signed);
    }

    [Fact]
    public async Task Verify_WhenOnlySigningIsSlow_IsLetInUntilThreadsAreShort()
    {
        await using var host = await StartAsync(places: 1);
        (_isFull, _hsm) = (true, TimeSpan.FromMinutes(1));
        var request = new Wire.VerifyRequest
        {
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFromUtf8("<a/>"),
        };

        // It gets through to the service, which has no verifier here.
        var letIn = await Assert.ThrowsAsync<RpcException>(async () => await host.Verification.VerifyAsync(request));
        _threads = TimeSpan.FromSeconds(1);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await host.Verification.VerifyAsync(request));

        Assert.Equal(StatusCode.InvalidArgument, letIn.StatusCode);
        RequireOverloaded(refused);
    }

    [Fact]
    public async Task Sign_WhenFewAreOnTheirWay_IsLetInWhateverIsSlow()
    {
        await using var host = await StartAsync(places: 2);
        (_isFull, _hsm) = (true, TimeSpan.FromMinutes(1));

        await SignAsync(host);

        Assert.Equal(1, _signed);
    }

    [Fact]
    public async Task SignBatch_WhenTheServerIsFull_IsNotRefused()
    {
        await using var host = await StartAsync(places: 1);
        _isFull = true;

        var answers = await ExchangeAsync(host, TestHost.First(), [Start("a", Filled(1, 100))]);

        Assert.Null(answers["a"].Error);
        await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(new Grpc.Health.V1.HealthCheckRequest());
    }

    // Half of eight places is two for each of two clients, which are let in even where work waits.
    [Theory]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public async Task Sign_WhenAnotherClientIsSlowToSend_IsSigned(int places, bool isHsmSlow)
    {
        await using var host = await StartAsync(places, Callers("slow", "other"));
        await using (SlowUploads.Open(host, "slow", count: 2 * places))
        {
            await Within(UntilSigningAsync(host, "slow", isSigned: false));
            _hsm = isHsmSlow ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;

            await SignAsync(host, "other");
            await Within(UntilSigningAsync(host, "slow", isSigned: false));
            await SignAsync(host, "other");
        }
        // What was broken off has left nothing behind.
        await Within(UntilSigningAsync(host, "slow", isSigned: true));
    }

    [Fact]
    public async Task Sign_WhenTheMessagesOfAnotherClientAreIn_TheyCountInFull()
    {
        var mayEnd = new TaskCompletionSource();
        var began = new SemaphoreSlim(0);
        await using var host = await TestHost.StartAsync(
            async (request, _) =>
            {
                began.Release();
                await mayEnd.Task;
                return FakeSigning.Signed(request);
            },
            load: new LoadSignals(1, static () => false, static () => TimeSpan.Zero),
            callers: Callers("busy", "other").Parts
        );
        Task[] running = [SignAsync(host, "busy"), SignAsync(host, "busy")];
        await Within(began.WaitAsync());
        await Within(began.WaitAsync());

        var refused = await Assert.ThrowsAsync<RpcException>(() => Within(SignAsync(host, "other")));
        mayEnd.SetResult();

        RequireOverloaded(refused);
        await Within(Task.WhenAll(running));
    }

    [Fact]
    public async Task Sign_WhenAnswersOfAnotherClientAreNotRead_IsSigned()
    {
        await using var host = await StartAsync(places: 1, Callers("idle", "other"));
        using var http = new HttpClient();
        var unread = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            unread.Add(await Within(UnreadAnswer.BeginAsync(host, http, "idle")));
        }

        await Within(SignAsync(host, "other"));

        unread.ForEach(static answer => answer.Dispose());
    }

    [Fact]
    public async Task PoolDelay_WhenThePoolIsFree_IsShortAgainAfterItWasLong()
    {
        using var delay = new PoolDelay();

        await UntilAsync(() => delay.Value < OverloadGate.MaxDelay);
    }

    private static NamedCallers Callers(params string[] names) =>
        names.Aggregate(new NamedCallers(), static (callers, name) => callers.With(name, ClientLimitOptions.None));

    private Task<TestHost> StartAsync(int places, NamedCallers? callers = null) =>
        TestHost.StartAsync(
            (request, cancellationToken) =>
            {
                Interlocked.Increment(ref _signed);
                return FakeSigning.Append(request, cancellationToken);
            },
            load: new LoadSignals(places, () => _isFull, () => _hsm) { ThreadDelay = () => _threads },
            callers: callers is null ? null : callers.Parts
        );

    private static async Task UntilSigningAsync(TestHost host, string client, bool isSigned)
    {
        while (await IsSignedAsync(host, client) != isSigned)
        {
            await Task.Delay(1);
        }
    }

    private static async Task<bool> IsSignedAsync(TestHost host, string client)
    {
        try
        {
            await SignAsync(host, client);
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            return false;
        }
    }

    private static async Task SignAsync(TestHost host, string? client = null) =>
        await host.Signing.SignAsync(
            new Wire.SignRequest
            {
                Format = Wire.DocumentFormat.Xml,
                Document = ByteString.CopyFromUtf8("<a/>"),
                Settings = TestHost.Settings(),
            },
            client is null ? null : NamedCallers.By(client)
        );

    private static void RequireOverloaded(RpcException e)
    {
        var status = Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        Assert.Equal(
            "OVERLOADED",
            status.Details.Single(static d => d.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Reason
        );
        Assert.Contains(status.Details, static d => d.Is(RetryInfo.Descriptor));
    }
}
