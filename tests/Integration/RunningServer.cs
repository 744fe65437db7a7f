// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Integration;

/// <summary>The server in this process, as the command line hosts it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(SigningServerHost host)
    {
        Host = host;
        Client = new SigningClient(host.GrpcAddress);
        Channel = GrpcChannel.ForAddress(host.GrpcAddress);
    }

    public SigningServerHost Host { get; }

    public SigningClient Client { get; }

    public GrpcChannel Channel { get; }

    public static Task<RunningServer> StartAsync(string configuration, OutsideParts? outside = null) =>
        StartAsync(SigningServerOptions.Load(configuration), outside);

    public static async Task<RunningServer> StartAsync(SigningServerOptions options, OutsideParts? outside = null) =>
        new(
            await SigningServerHost.StartAsync(
                options with
                {
                    Environment = "Development",
                },
                outside ?? new OutsideParts(),
                static logging => logging.SetMinimumLevel(LogLevel.None),
                CancellationToken.None
            )
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Channel.Dispose();
        await Host.DisposeAsync();
    }
}
