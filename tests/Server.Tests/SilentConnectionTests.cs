// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Grpc.Core;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>What a client does when its connection goes silent without an end.</summary>
public sealed class SilentConnectionTests
{
    private static readonly SigningClientOptions Options = new() { Silence = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task SignBatch_WhenTheConnectionGoesSilent_EndsWithUnavailable()
    {
        await using var host = await TestHost.StartAsync();
        await using var proxy = new SilencingProxy(host.Host.GrpcAddress);
        using var client = new SigningClient(proxy.Address, Options);

        var e = await Assert
            .ThrowsAsync<SigningClientException>(async () =>
            {
                await foreach (var _ in client.SignBatchAsync(OneThenNone(), TestHost.Settings()))
                {
                    await proxy.FallSilentAsync();
                }
            })
            .WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (e.Status, e.Kind));
    }

    [Fact]
    public async Task WatchIdentities_WhenTheConnectionGoesSilent_EndsWithUnavailable()
    {
        await using var host = await TestHost.StartAsync();
        await using var proxy = new SilencingProxy(host.Host.GrpcAddress);
        using var client = new CertificateAdminClient(proxy.Address, TestHost.Tenant, Options);

        var e = await Assert
            .ThrowsAsync<SigningClientException>(async () =>
            {
                await foreach (var _ in client.WatchIdentitiesAsync())
                {
                    await proxy.FallSilentAsync();
                }
            })
            .WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (e.Status, e.Kind));
    }

    [Fact]
    public void Handlers_OfEveryClient_AskWhetherTheConnectionLives()
    {
        using var clear = ClientChannel.NewHandler();
        using var tls = new ClientTls().CreateHandler();

        foreach (var handler in new[] { clear, tls })
        {
            Assert.Equal(TimeSpan.FromSeconds(30), handler.KeepAlivePingDelay);
            Assert.Equal(TimeSpan.FromSeconds(20), handler.KeepAlivePingTimeout);
            Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, handler.KeepAlivePingPolicy);
            Assert.True(handler.EnableMultipleHttp2Connections);
        }
    }

    // The source has more to come, but not now.
    private static async IAsyncEnumerable<DocumentToSign> OneThenNone(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        yield return new DocumentToSign("one", "doc"u8.ToArray());
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
