// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
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

    /// <summary>Starts it.</summary>
    /// <param name="configuration">The file.</param>
    /// <param name="log">Takes every line of every level; null for none.</param>
    public static async Task<RunningServer> StartAsync(string configuration, ILoggerProvider? log = null) =>
        new(
            await SigningServerHost.StartAsync(
                SigningServerOptions.Load(configuration) with
                {
                    Environment = "Development",
                },
                logging =>
                {
                    logging.SetMinimumLevel(log is null ? LogLevel.None : LogLevel.Trace);
                    if (log is not null)
                    {
                        logging.AddProvider(log);
                    }
                }
            )
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Channel.Dispose();
        await Host.DisposeAsync();
    }
}
