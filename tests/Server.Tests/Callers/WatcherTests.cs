// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>Streams that only tell outlive what their caller was known by.</summary>
public sealed class WatcherTests
{
    private readonly ForgetfulCallers _callers = new();

    [Fact]
    public async Task WatchIdentities_WhenTheCallerIsNoLongerKnown_TellsNothingMore()
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(
            administration: registry,
            callers: events => CallerParts.Loopback(events) with { Source = _callers }
        );
        var client = new Wire.CertificateAdminService.CertificateAdminServiceClient(host.Channel);
        using var call = client.WatchIdentities(new Wire.WatchIdentitiesRequest());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        _callers.Forgets = true;
        await registry.Notices.WriteAsync(
            new IdentityNotice
            {
                Kind = IdentityNoticeKind.Changed,
                At = FakeAdministration.Time,
                Tenant = TestHost.Tenant,
                IdentityId = "gv",
                Description = "Secret.",
            }
        );

        await AssertEndsAsync(call.ResponseStream);
    }

    [Fact]
    public async Task WatchHealth_WhenTheCallerIsNoLongerKnown_Ends()
    {
        await using var host = await TestHost.StartAsync(callers: events =>
            CallerParts.Loopback(events) with
            {
                Source = _callers,
            }
        );
        using var call = new Grpc.Health.V1.Health.HealthClient(host.Channel).Watch(new HealthCheckRequest());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        _callers.Forgets = true;

        await AssertEndsAsync(call.ResponseStream);
    }

    [Fact]
    public async Task Reflection_WhenTheCallerIsNoLongerKnown_TellsNothingMore()
    {
        await using var host = await TestHost.StartAsync(callers: events =>
            CallerParts.Loopback(events) with
            {
                Source = _callers,
            }
        );
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        _callers.Forgets = true;
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });

        await AssertEndsAsync(call.ResponseStream);
    }

    [Fact]
    public async Task WatchIdentities_WhenTheClientTakesNothing_IsCutOff()
    {
        var registry = new FakeAdministration();
        await using var host = await TestHost.StartAsync(
            administration: registry,
            limits: new LimitOptions { StalledStreamSeconds = 1 }
        );
        var client = new Wire.CertificateAdminService.CertificateAdminServiceClient(host.Channel);
        using var call = client.WatchIdentities(new Wire.WatchIdentitiesRequest());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var notice = new IdentityNotice
        {
            Kind = IdentityNoticeKind.Changed,
            At = FakeAdministration.Time,
            Tenant = TestHost.Tenant,
            IdentityId = "gv",
            Description = new string('x', 1 << 20),
        };
        // More than the client's window and the server's buffers.
        for (var i = 0; i < 16; i++)
        {
            await registry.Notices.WriteAsync(notice);
        }
        await Task.Delay(TimeSpan.FromSeconds(3));

        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))) { }
        });
        // Cut off, not told: what is on its way is not sent to its end.
        Assert.DoesNotContain("took no answer", end.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task AssertEndsAsync<T>(IAsyncStreamReader<T> stream)
    {
        var end = await Assert.ThrowsAsync<RpcException>(() =>
            stream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))
        );
        Assert.Equal(StatusCode.Unauthenticated, end.StatusCode);
    }

    private sealed class ForgetfulCallers : ICallerSource
    {
        private readonly LoopbackCallers _inner = new();

        public volatile bool Forgets;

        public Caller Identify(HttpContext http) =>
            Forgets
                ? throw new SigningException(SigningErrorKind.Unauthenticated, "The certificate is revoked.")
                : _inner.Identify(http);

        public string EvidenceOf(HttpContext http) => _inner.EvidenceOf(http);

        public bool ServesPages(HttpContext http) => _inner.ServesPages(http);
    }
}
