// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using HocBaSo.Signing.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What calls meet that are over a limit of their client.</summary>
public sealed class QuotaCallTests
{
    private readonly QuotaHouse _house = new();

    [Fact]
    public async Task Sign_WhenTheClientIsOverItsRate_IsRefusedWithTheTrueWaitAndJournaled()
    {
        _house.Callers.With("a", new ClientLimitOptions { RequestsPerSecond = 2 });
        await using var host = await _house.StartAsync();
        await QuotaHouse.SignAsync(host, "a");
        await QuotaHouse.SignAsync(host, "a");

        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        Assert.Equal(2, _house.Signed);
        _house.RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "requestsPerSecond");
        // Others, and health, go on; the client itself as soon as it was told.
        await QuotaHouse.SignAsync(host, "other");
        await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(
            new Grpc.Health.V1.HealthCheckRequest(),
            NamedCallers.By("a")
        );
        _house.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await QuotaHouse.SignAsync(host, "a");
    }

    [Fact]
    public async Task Sign_WhenManyAtOnceAreRefused_KeepsTheConnectionForWhatIsLetIn()
    {
        _house.Callers.With("a", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await _house.StartAsync();
        await QuotaHouse.SignAsync(host, "a");
        // Time stands still for the limits.
        var end = TimeProvider.System.GetUtcNow().AddSeconds(3);

        var refused = Enumerable
            .Range(0, 32)
            .Select(async _ =>
            {
                while (TimeProvider.System.GetUtcNow() < end)
                {
                    var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a", 200_000));
                    QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromSeconds(1));
                }
            });
        var letIn = Task.Run(async () =>
        {
            while (TimeProvider.System.GetUtcNow() < end)
            {
                await QuotaHouse.SignAsync(host, "other", 20_000);
            }
        });

        await Task.WhenAll([.. refused, letIn]);
    }

    [Fact]
    public async Task Sign_WhenTheClientIsOverItsRate_IsRefusedBeforeItsMessageIsSent()
    {
        _house.Callers.With("a", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await _house.StartAsync();
        await QuotaHouse.SignAsync(host, "a");
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
        Assert.Equal(1, _house.Signed);
    }

    [Fact]
    public async Task Sign_WhenTheClientHasAllItsPlacesInUse_IsRefusedUntilOneEnds()
    {
        _house.Callers.With("a", new ClientLimitOptions { InFlight = 1 });
        var mayEnd = new TaskCompletionSource();
        var began = new SemaphoreSlim(0);
        await using var host = await _house.StartAsync(
            async (request, _) =>
            {
                began.Release();
                await mayEnd.Task;
                return FakeSigning.Signed(request);
            }
        );
        var running = QuotaHouse.SignAsync(host, "a");
        await Within(began.WaitAsync());

        var e = await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "a"));
        var stranger = QuotaHouse.SignAsync(host, "other");
        await Within(began.WaitAsync());
        mayEnd.SetResult();

        QuotaHouse.RequireQuotaExceeded(e, TimeSpan.FromMilliseconds(500));
        _house.RequireOneEvent("a", "SigningService/Sign", SigningErrorKind.QuotaExceeded, "inFlight");
        await Within(Task.WhenAll(running, stranger));
        // The place is free when the answer is out, which the client may see a moment earlier.
        await Within(UntilAcceptedAsync(host));
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
        _house.Callers.With("counted", new ClientLimitOptions { RequestsPerSecond = 1 });
        await using var host = await _house.StartAsync(
            static (_, _) => Task.FromResult(FakeSigning.Failed(SigningErrorKind.Overloaded))
        );

        await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "counted"));
        await Assert.ThrowsAsync<RpcException>(() => QuotaHouse.SignAsync(host, "counted"));

        lock (seen)
        {
            Assert.Equal(
                ["counted Overloaded server", "counted QuotaExceeded requestsPerSecond"],
                seen.Where(static s => s.StartsWith("counted ", StringComparison.Ordinal))
            );
        }
    }

    private static async Task UntilAcceptedAsync(TestHost host)
    {
        while (true)
        {
            try
            {
                await QuotaHouse.SignAsync(host, "a");
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Yield();
            }
        }
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
