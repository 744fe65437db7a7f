// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
using Microsoft.Extensions.Logging;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>Files of TLS that change under a running server, with a stream that has to go on.</summary>
public sealed class TlsReloadTests
{
    [Fact]
    public async Task Reload_WhenTheServersCertificateChanges_IsUsedByNewConnectionsAndStreamsGoOn()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        using var stream = await OpenStream.BeginAsync(site, await site.IssueAsync("truong"));
        await stream.SignAsync("1");
        var before = await ServerCertificateAsync(site);

        await site.UseServerAsync("server-2");
        site.LookAtFiles();

        Assert.Contains("CN=server,", before + ",");
        Assert.Contains("CN=server-2,", await ServerCertificateAsync(site) + ",");
        await stream.SignAsync("2");
        await stream.EndAsync();
    }

    [Theory]
    [InlineData("server.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("server.key", "no key")]
    [InlineData("anchors.pem", "")]
    [InlineData("clients.crl", "no list")]
    public async Task Reload_WhenAFileIsBroken_KeepsWhatThereWasAndSaysSoOnce(string file, string content)
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        var tls = await site.IssueAsync("truong");
        using var stream = await OpenStream.BeginAsync(site, tls);
        await stream.SignAsync("1");

        site.Replace(file, content);
        site.LookAtFiles();
        site.LookAtFiles();

        await stream.SignAsync("2");
        await stream.EndAsync();
        using var another = await OpenStream.BeginAsync(site, tls);
        await another.SignAsync("3");
        Assert.Single(
            site.Logs.Entries,
            static entry => entry.Level == LogLevel.Error && entry.Text.Contains("those before stay in use")
        );
    }

    [Fact]
    public async Task Reload_WhenAnAuthorityIsAdded_LetsItsClientsIn()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        using var other = await OpenSslClients.CreateAsync("Other");
        var tls = await site.IssueAsync("truong", other);
        using var stream = await OpenStream.BeginAsync(site, await site.IssueAsync("truong"));
        await AssertRefusedAsync(site, tls);

        site.UseAnchors(site.Authority, other);
        await site.UseCrlsAsync(site.Authority, other);
        site.LookAtFiles();

        using var theirs = await OpenStream.BeginAsync(site, tls);
        await theirs.SignAsync("1");
        await stream.SignAsync("2");
    }

    [Fact]
    public async Task Reload_WhenAClientIsRevoked_RefusesItsCallsAndEndsItsStreamAndNobodyElses()
    {
        await using var site = await CallerSite.StartAsync(
            CallerSite.Client("truong", CallerOperation.Sign),
            CallerSite.Client("khac", CallerOperation.Sign)
        );
        var tls = await site.IssueAsync("truong");
        using var stream = await OpenStream.BeginAsync(site, tls);
        using var others = await OpenStream.BeginAsync(site, await site.IssueAsync("khac"));
        await stream.SignAsync("1");
        await others.SignAsync("1");

        await site.Authority.RevokeAsync("truong");
        await site.UseCrlAsync();
        site.LookAtFiles();

        await others.SignAsync("2");
        await AssertRefusedAsync(site, tls);
        var e = await Assert.ThrowsAsync<RpcException>(() => stream.SignAsync("2"));
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
        Assert.Equal(3, site.Signed);
        Assert.Equal(
            ["SigningService/Sign", "SigningService/SignBatch"],
            site.Refusals.Select(static refusal => refusal.Operation)
        );
    }

    [Fact]
    public async Task Reload_WhenAClientIsRevokedWithinADocument_TheDocumentIsNotSigned()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        var tls = await site.IssueAsync("truong");
        using var stream = await OpenStream.BeginAsync(site, tls);
        await stream.SignAsync("1");
        await stream.BeginDocumentAsync("2");
        using var http = new HttpClient(tls.CreateHandler());
        var message = new MessageInTwo(new Wire.SignRequest { Settings = TestHost.Settings() });
        var call = message.CallAsync(http, site.Host.Host.GrpcAddress);
        await BatchMessages.Within(message.FirstHalf);

        await site.Authority.RevokeAsync("truong");
        await site.UseCrlAsync();
        site.LookAtFiles();
        message.Release();

        var e = await Assert.ThrowsAsync<RpcException>(stream.EndDocumentAsync);
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
        Assert.Equal(((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture), await call);
        Assert.Equal(1, site.Signed);
        Assert.Equal(2, site.Refusals.Count());
        Assert.All(
            site.Refusals,
            static refusal =>
                Assert.Equal(("truong", SigningErrorKind.Unauthenticated), (refusal.Caller, refusal.Error))
        );
        // Which of its certificates it was.
        var seen = site.Host.Events.Events.First(static entry => entry.Kind == JournalEventKind.CallerSeen);
        Assert.All(site.Refusals, refusal => Assert.Equal(seen.Subject, refusal.Subject));
    }

    [Fact]
    public async Task Reload_WhenTheServersCertificateIsOfTomorrow_TakesItTomorrow()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));

        await site.UseServerAsync("server-2", age: -1);
        site.LookAtFiles();
        site.LookAtFiles();

        Assert.Contains("CN=server,", await ServerCertificateAsync(site) + ",");
        Assert.Single(site.Logs.Entries, static entry => entry.Text.Contains("is not valid before"));
        site.Time.Advance(TimeSpan.FromDays(1));
        site.LookAtFiles();
        Assert.Contains("CN=server-2,", await ServerCertificateAsync(site) + ",");
    }

    [Fact]
    public async Task Crl_WhenItRunsOut_ItsAuthoritysClientsAreRefused()
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        var tls = await site.IssueAsync("truong");
        using var stream = await OpenStream.BeginAsync(site, tls);
        await stream.SignAsync("1");

        site.Time.Advance(TimeSpan.FromHours(3));

        await AssertRefusedAsync(site, tls);
        Assert.Contains("No current CRL", site.Refusals.Single().Detail);
        site.LookAtFiles();
        Assert.Single(site.Logs.Entries, static entry => entry.Text.Contains("A CRL of clients ran out"));
    }

    [Theory]
    [InlineData("-tls1_1", false)]
    [InlineData("-tls1_2", true)]
    [InlineData("-tls1_3", true)]
    public async Task Handshake_WhenTheVersionIsOld_IsRefused(string version, bool works)
    {
        await using var site = await CallerSite.StartAsync(CallerSite.Client("truong", CallerOperation.Sign));
        var run = await Tool.RunAsync(
            "/bin/sh",
            "-c",
            $"openssl s_client -connect {site.Host.Host.GrpcAddress.Authority} {version} -alpn h2 "
                + $"-cipher DEFAULT@SECLEVEL=0 -CAfile {site.Authority.CertificateFile} -verify_return_error </dev/null"
        );

        Assert.Equal(works, !run.Output.Contains("New, (NONE)", StringComparison.Ordinal));
        Assert.Equal(!works, run.Error.Contains("alert protocol version", StringComparison.Ordinal));
        Assert.Equal(works, run.Output.Contains("ALPN protocol: h2", StringComparison.Ordinal));
    }

    private static async Task AssertRefusedAsync(CallerSite site, ClientTls tls)
    {
        var client = new Wire.SigningService.SigningServiceClient(site.Channel(tls));
        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.SignAsync(new Wire.SignRequest()));
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
    }

    private static async Task<string> ServerCertificateAsync(CallerSite site)
    {
        using var socket = new TcpClient();
        var address = site.Host.Host.GrpcAddress;
        await socket.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2],
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            }
        );
        return new X509Certificate2(tls.RemoteCertificate!).Subject;
    }
}
