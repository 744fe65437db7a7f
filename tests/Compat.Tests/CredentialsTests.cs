// SPDX-License-Identifier: Apache-2.0
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using HocBaSo.Signing.Compat.Tests.Echo;

namespace HocBaSo.Signing.Compat.Tests;

public sealed class CredentialsTests
{
    [Fact]
    public async Task CallCredentials_WhenTheChannelIsTls_AreSentWithEachCall()
    {
        using var certificate = SelfSigned();
        await using var server = await EchoServer.StartAsync(certificate: certificate);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, peer, _, _) =>
                    peer!.GetCertHashString(HashAlgorithmName.SHA256)
                    == certificate.GetCertHashString(HashAlgorithmName.SHA256),
            },
        };
        var contexts = new List<string>();
        var one = CallCredentials.FromInterceptor(
            (context, metadata) =>
            {
                contexts.Add(context.MethodName);
                metadata.Add("client", "school-7");
                return Task.CompletedTask;
            }
        );
        var two = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.Compose(one, two));
        using var channel = GrpcChannel.ForAddress(
            server.Address,
            new GrpcChannelOptions { HttpHandler = handler, Credentials = credentials }
        );
        using var call = new EchoService.EchoServiceClient(channel).UnaryAsync(new EchoMessage());
        await call;
        Assert.Equal("school-7", call.GetTrailers().GetValue("client"));
        Assert.Equal(["Unary"], contexts);
    }

    [Fact]
    public async Task InsecureCredentials_WhenTheAddressIsClearText_Work()
    {
        await using var server = await EchoServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(
            server.Address,
            new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure }
        );
        var response = await new EchoService.EchoServiceClient(channel).UnaryAsync(new EchoMessage { Text = "x" });
        Assert.Equal("x", response.Text);
        await channel.ShutdownAsync();
    }

    [Fact]
    public void SecureCredentials_WhenTheAddressIsClearText_AreRefused() =>
        Assert.Throws<InvalidOperationException>(() =>
            GrpcChannel.ForAddress(
                "http://localhost:1",
                new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }
            )
        );

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
