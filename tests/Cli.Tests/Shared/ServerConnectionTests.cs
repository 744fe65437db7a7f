// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class ServerConnectionTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1:1")]
    public void CreateHandler_WhetherOrNotThereIsTls_AsksWhetherTheOtherEndLives(string address)
    {
        var url = new Uri(address);
        var tls = url.Scheme == Uri.UriSchemeHttps ? new ClientTls() : null;

        using var handler = new ServerConnection(url, tls).CreateHandler();

        // As those of the client library.
        Assert.Equal(TimeSpan.FromSeconds(30), handler.KeepAlivePingDelay);
        Assert.Equal(TimeSpan.FromSeconds(20), handler.KeepAlivePingTimeout);
        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, handler.KeepAlivePingPolicy);
        Assert.True(handler.EnableMultipleHttp2Connections);
    }
}
