// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using static HocBaSo.Signing.Server.Tests.BatchMessages;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>How large a call's one message may be, and how long it may take to come in.</summary>
public sealed class MessageGateTests
{
    private const int Large = (8 << 20) - 100;
    private const string Signing = "/hocbaso.signing.v1.SigningService/";
    private readonly QuotaHouse _house = new();

    [Theory]
    [InlineData("/grpc.health.v1.Health/Check")]
    [InlineData("/grpc.health.v1.Health/Watch")]
    [InlineData("/hocbaso.signing.v1.RenderingService/ListForms")]
    [InlineData("/hocbaso.signing.v1.CertificateAdminService/ListIdentities")]
    [InlineData("/hocbaso.signing.v1.CertificateAdminService/WatchIdentities")]
    public async Task Call_WhenOneWithoutDocumentStatesEightMegabytes_IsRefusedAndNotHeld(string method)
    {
        await using var host = await _house.StartAsync();
        using var http = new HttpClient();
        var messages = Enumerable.Range(0, 40).Select(static _ => new HalfMessage(Large, Large - 100)).ToList();

        var answers = await Task.WhenAll(messages.Select(m => HalfMessage.CallAsync(host, http, method, m)))
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.All(answers, static status => Assert.Equal("8", status));
        Assert.All(messages, static message => Assert.InRange(message.Sent, 0, Large / 2));
    }

    [Fact]
    public async Task Reflection_WhenAMessageIsLarge_EndsTheStream()
    {
        await using var host = await _house.StartAsync();
        using var call = new Grpc.Reflection.V1.ServerReflection.ServerReflectionClient(
            host.Channel
        ).ServerReflectionInfo(NamedCallers.By("other"));
        await call.RequestStream.WriteAsync(
            new Grpc.Reflection.V1.ServerReflectionRequest { FileContainingSymbol = new string('a', 64 << 10) }
        );

        var e = await Assert.ThrowsAsync<RpcException>(() => Within(call.ResponseStream.MoveNext(default)));

        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
    }

    [Theory]
    [InlineData("/grpc.health.v1.Health/Check", 100, 35)]
    [InlineData(Signing + "Sign", 4 << 20, 290)]
    public async Task Call_WhenItsMessageDoesNotComeIn_IsEndedAfterItsTimeAndGivesItsPlaceBack(
        string method,
        int stated,
        int seconds
    )
    {
        _house.Callers.With("a", new ClientLimitOptions { InFlight = 1 });
        await using var host = await _house.StartAsync();
        using var http = new HttpClient();

        var call = HalfMessage.CallAsync(host, http, method, new HalfMessage(stated, 50), "a");
        await Within(UntilAsync(() => _house.Clock.PendingTimers > 0 || call.IsCompleted));
        _house.Clock.Advance(TimeSpan.FromSeconds(29));
        await Task.Delay(50);
        Assert.False(call.IsCompleted);
        _house.Clock.Advance(TimeSpan.FromSeconds(seconds - 29));

        Assert.Equal("1", await call.WaitAsync(TimeSpan.FromSeconds(30)));
        await Within(UntilAsync(() => _house.Clock.PendingTimers == 0));
        await QuotaHouse.SignAsync(host, "a");
    }

    [Fact]
    public async Task Sign_WhenTheDocumentIsLarge_IsSigned()
    {
        // With its answer, what a client takes by default.
        const int Size = (4 << 20) - 1024;
        await using var host = await TestHost.StartAsync(limits: new LimitOptions { MaxXmlBytes = 4 << 20 });

        var answer = await host.Signing.SignAsync(
            new Wire.SignRequest
            {
                Settings = TestHost.Settings(),
                Format = Wire.DocumentFormat.Xml,
                Document = ByteString.CopyFrom(new byte[Size]),
            }
        );

        Assert.True(answer.Document.Length >= Size);
    }

    [Fact]
    public async Task InstallCertificate_WhenTheChainIsTooLarge_IsToldSoByItsField()
    {
        await using var host = await TestHost.StartAsync();
        var request = new Wire.InstallCertificateRequest
        {
            Tenant = TestHost.Tenant,
            Identity = "truong",
            Version = 1,
        };
        request.CertificateChain.Add(ByteString.CopyFrom(new byte[200 << 10]));

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Wire.CertificateAdminService.CertificateAdminServiceClient(host.Channel).InstallCertificateAsync(
                request
            )
        );

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
    }
}
