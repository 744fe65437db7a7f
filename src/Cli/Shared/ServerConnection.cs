// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>Where a server is, and who we are there.</summary>
/// <param name="Address">http or https.</param>
/// <param name="Tls">For https; null for clear text.</param>
internal sealed record ServerConnection(Uri Address, ClientTls? Tls)
{
    /// <summary>The options of a client.</summary>
    public SigningClientOptions Options => new() { Tls = Tls };

    /// <summary>A channel for what the client library has no method for.</summary>
    public GrpcChannel Channel() =>
        GrpcChannel.ForAddress(
            Address,
            new GrpcChannelOptions { HttpHandler = CreateHandler(), DisposeHttpClient = true }
        );

    /// <summary>What its requests go through, with the client library's pings: clear text takes no notice of the rest.</summary>
    internal SocketsHttpHandler CreateHandler() => (Tls ?? new ClientTls()).CreateHandler();
}
