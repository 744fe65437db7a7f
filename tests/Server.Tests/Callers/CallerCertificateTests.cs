// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>Who a certificate makes its owner, over real connections.</summary>
public sealed class CallerCertificateTests
{
    [Theory]
    [InlineData("anonymous", "A client certificate is required.")]
    [InlineData("foreign", "of no authority that this server trusts")]
    [InlineData("expired", "has expired")]
    [InlineData("revoked", "has been revoked")]
    [InlineData("unknown", "belongs to no client")]
    [InlineData("ambiguous", "more than one client")]
    [InlineData("server", "not meant for clients")]
    [InlineData("usageless", "not meant for clients")]
    public async Task Call_WhenTheCertificateIsNoGood_IsUnauthenticatedAndJournaled(string kind, string why)
    {
        await using var site = await CallerSite.StartAsync(
            CallerSite.Client("truong", CallerOperation.Sign),
            CallerSite.Client("expired", CallerOperation.Sign),
            CallerSite.Client("revoked", CallerOperation.Sign),
            CallerSite.Client("usageless", CallerOperation.Sign),
            CallerSite.Client("ambiguous", CallerOperation.Sign),
            CallerSite.Client("other", CallerOperation.Sign) with
            {
                Certificates = [new(ClientCertificateRuleKind.Uri, "urn:ambiguous")],
            }
        );
        using var foreign = await OpenSslClients.CreateAsync("OpenSSL Clients CA"); // Of the same name, even.
        var tls = kind switch
        {
            "anonymous" => site.Anonymous(),
            "foreign" => await site.IssueAsync("truong", foreign),
            "expired" => await site.IssueAsync(kind, days: -1),
            "ambiguous" => await site.IssueAsync(kind, names: "URI:urn:ambiguous"),
            "server" => await site.IssueAsync("truong", usage: "serverAuth"),
            "usageless" => await site.IssueAsync(kind, usage: null),
            _ => await site.IssueAsync(kind),
        };
        if (kind == "revoked")
        {
            await site.Authority.RevokeAsync(kind);
            await site.UseCrlAsync();
            site.LookAtFiles();
        }
        var e = await RefusedAsync(site, tls);

        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (e.Status, e.Kind));
        Assert.Contains(why, e.Message);
        Assert.NotNull(e.CallId);
        var refusal = Assert.Single(site.Refusals);
        Assert.Equal(
            (SigningErrorKind.Unauthenticated, "SigningService/Sign", "", e.Message),
            (refusal.Error, refusal.Operation, refusal.Caller, refusal.Detail)
        );
        Assert.Equal(Sha256(tls), refusal.Subject);
        Assert.Equal(0, site.Signed);
    }

    [Theory]
    [InlineData(ClientCertificateRuleKind.Sha256)]
    [InlineData(ClientCertificateRuleKind.Subject)]
    [InlineData(ClientCertificateRuleKind.Uri)]
    [InlineData(ClientCertificateRuleKind.Dns)]
    public async Task Call_WhenTheCertificateIsTheClients_IsTheClientsAndSeenOnce(ClientCertificateRuleKind kind)
    {
        // The SHA-256 is known only when the certificate is.
        using var authority = await OpenSslClients.CreateAsync();
        var file = await authority.IssueAsync("truong", names: "URI:urn:hbs:Truong,DNS:Truong.Example.vn");
        var certificate = ClientTls.FromPemFiles(file, authority.FileOf("truong.key"));
        var rule = kind switch
        {
            ClientCertificateRuleKind.Sha256 => Sha256(certificate),
            ClientCertificateRuleKind.Subject => "CN=truong, O=\"Tr\\C6\\B0ờng truong\", C=VN",
            ClientCertificateRuleKind.Uri => "urn:hbs:Truong",
            _ => "truong.example.VN",
        };
        await using var site = await CallerSite.StartAsync(
            CallerSite.Client("so-gddt", CallerOperation.Sign) with
            {
                Certificates = [new(kind, rule)],
            }
        );
        site.UseAnchors(site.Authority, authority);
        await site.UseCrlsAsync(site.Authority, authority);
        site.LookAtFiles();
        var tls = certificate with { TrustedAuthorities = site.Anonymous().TrustedAuthorities };
        for (var connection = 0; connection < 2; connection++)
        {
            var signing = new Wire.SigningService.SigningServiceClient(site.Channel(tls));
            await signing.SignAsync(Request());
        }

        Assert.Equal(2, site.Signed);
        var seen = Assert.Single(site.Host.Events.Events);
        Assert.Equal((JournalEventKind.CallerSeen, "so-gddt", Sha256(tls)), (seen.Kind, seen.Caller, seen.Subject));
    }

    [Fact]
    public async Task Call_WhenTheCertificatesNamesCannotBeRead_ItIsStillTheClientsBySha256()
    {
        using var authority = await OpenSslClients.CreateAsync();
        // A DNS name of one octet, which is none of ASCII.
        var file = await authority.IssueAsync("truong", names: "DER:30:03:82:01:ff");
        var certificate = ClientTls.FromPemFiles(file, authority.FileOf("truong.key"));
        await using var site = await CallerSite.StartAsync(
            CallerSite.Client("so-gddt", CallerOperation.Sign) with
            {
                Certificates = [new(ClientCertificateRuleKind.Sha256, Sha256(certificate))],
            },
            CallerSite.Client("truong", CallerOperation.Sign)
        );
        site.UseAnchors(site.Authority, authority);
        await site.UseCrlsAsync(site.Authority, authority);
        site.LookAtFiles();
        var tls = certificate with { TrustedAuthorities = site.Anonymous().TrustedAuthorities };

        await new Wire.SigningService.SigningServiceClient(site.Channel(tls)).SignAsync(Request());

        Assert.Equal(1, site.Signed);
        Assert.Equal("so-gddt", Assert.Single(site.Host.Events.Events).Caller);
    }

    [Fact]
    public async Task Call_WhenTheTenantIsAnothers_IsAnsweredAsIfItWereNotServed()
    {
        await using var site = await CallerSite.StartAsync(
            CallerSite.Client("truong", CallerOperation.Sign, tenant: "so-khac")
        );
        var signing = new Wire.SigningService.SigningServiceClient(site.Channel(await site.IssueAsync("truong")));
        foreach (var tenant in new[] { TestHost.Tenant, "", "nobody" })
        {
            var request = Request();
            request.Settings.Tenant = tenant;
            var e = await Assert.ThrowsAsync<RpcException>(async () => await signing.SignAsync(request));
            Assert.Equal(
                (StatusCode.PermissionDenied, "The tenant is not served here."),
                (e.StatusCode, e.Status.Detail)
            );
        }

        Assert.All(
            site.Refusals,
            static e =>
                Assert.Equal(
                    (SigningErrorKind.NotPermitted, "truong", "r-1", "SigningService/Sign"),
                    (e.Error, e.Caller, e.RequestId, e.Operation)
                )
        );
        Assert.Equal((3, 0), (site.Refusals.Count(), site.Signed));
    }

    [Fact]
    public async Task Connection_WhenItsCallIsRefused_IsClosed()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = site.Anonymous().CreateHandler();
        handler.ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new WatchedStream(socket, closed);
        };
        using var channel = GrpcChannel.ForAddress(
            site.Host.Host.GrpcAddress,
            new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true }
        );
        var signing = new Wire.SigningService.SigningServiceClient(channel);

        await Assert.ThrowsAsync<RpcException>(async () => await signing.SignAsync(Request()));

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Pages_WhenAskedForOnTheCallPort_TheConnectionEnds()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Verify));
        var connections = 0;
        var handler = (await site.IssueAsync("truong")).CreateHandler();
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            Interlocked.Increment(ref connections);
            var socket = new System.Net.Sockets.Socket(
                System.Net.Sockets.SocketType.Stream,
                System.Net.Sockets.ProtocolType.Tcp
            );
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        };
        using var http = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        // The word that the connection ends may come a moment after the answer.
        for (var i = 0; i < 100 && connections < 2; i++)
        {
            using var page = await http.GetAsync(new Uri(site.Host.Host.GrpcAddress, "/health"));
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }

        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task Pages_WhenAskedForOnTheCallPort_AreNotThere()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Verify));
        using var http = new HttpClient((await site.IssueAsync("truong")).CreateHandler())
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var page = await http.GetAsync(new Uri(site.Host.Host.GrpcAddress, "/health"));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);

        using var plain = new HttpClient();
        using var health = await plain.GetAsync(new Uri(site.Host.Host.HttpAddress, "/health"));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private static async Task<SigningClientException> RefusedAsync(CallerSite site, ClientTls tls)
    {
        using var client = new SigningClient(
            site.Host.Host.GrpcAddress,
            new SigningClientOptions { Tls = tls, MaxRetries = 0 }
        );
        return await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SignAsync(
                new DocumentToSign("r-1", "<a/>"u8.ToArray(), Wire.DocumentFormat.Xml),
                TestHost.Settings()
            )
        );
    }

    private static Wire.SignRequest Request() =>
        new()
        {
            RequestId = "r-1",
            Settings = TestHost.Settings(),
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFromUtf8("<a/>"),
        };

    private sealed class WatchedStream(Socket socket, TaskCompletionSource closed)
        : NetworkStream(socket, ownsSocket: true)
    {
        protected override void Dispose(bool disposing)
        {
            closed.TrySetResult();
            base.Dispose(disposing);
        }
    }

    private static string Sha256(ClientTls tls) =>
        tls.Certificate?.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant()
        ?? "";
}
