// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;

namespace HocBaSo.Signing.Client;

/// <summary>Makes the channels of clients.</summary>
internal static class ClientChannel
{
    private const int MaxAnswerBytes = 8 << 20;

    /// <summary>A channel that owns its handler, unless the options bring one.</summary>
    public static GrpcChannel Create(Uri address, SigningClientOptions options) =>
        GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                HttpHandler = options.HttpHandler ?? options.Tls?.CreateHandler(),
                DisposeHttpClient = options.HttpHandler is null,
                MaxReceiveMessageSize = MaxAnswerBytes,
            }
        );
}
