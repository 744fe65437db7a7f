// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;

namespace HocBaSo.Signing.Client;

/// <summary>Makes the channels of clients.</summary>
internal static class ClientChannel
{
    private const int MaxAnswerBytes = 8 << 20;
    private const int StreamWindowBytes = 1 << 20;

    /// <summary>A channel that owns its handler, unless the options bring one.</summary>
    public static GrpcChannel Create(Uri address, SigningClientOptions options) =>
        GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                HttpHandler = options.HttpHandler ?? NewHandler(options),
                DisposeHttpClient = options.HttpHandler is null,
                MaxReceiveMessageSize = MaxAnswerBytes,
            }
        );

    /// <summary>
    /// Has room for an answer of usual size at once, so that the server need not wait for more of it within one. And it asks now and then
    /// whether the other end of a connection still lives, while calls are open on it: of a machine that has lost
    /// its power, or a NAT that has forgotten it, nothing comes any more, not even the end.
    /// </summary>
    public static SocketsHttpHandler NewHandler() =>
        new()
        {
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = StreamWindowBytes,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };

    private static SocketsHttpHandler NewHandler(SigningClientOptions options)
    {
        var handler = options.Tls?.CreateHandler() ?? NewHandler();
        if (options.Silence is { } silence)
        {
            (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout) = (silence, silence);
        }
        return handler;
    }
}
