// SPDX-License-Identifier: Apache-2.0
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Integration;

/// <summary>The server in this process, as the command line hosts it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(SigningServerHost host, SigningClientOptions client)
    {
        Host = host;
        Client = new SigningClient(host.GrpcAddress, client);
        Channel = ClientChannel.Create(host.GrpcAddress, client);
    }

    public SigningServerHost Host { get; }

    public SigningClient Client { get; }

    public GrpcChannel Channel { get; }

    /// <summary>Starts it.</summary>
    /// <param name="configuration">The file.</param>
    /// <param name="tls">What its client connects with; null for clear text.</param>
    /// <param name="events">Takes what the journal is told; null for the server's own.</param>
    /// <param name="log">Takes every line of every level; null for none.</param>
    public static Task<RunningServer> StartAsync(
        string configuration,
        ClientTls? tls = null,
        IEventRecorder? events = null,
        ILoggerProvider? log = null
    ) => StartAsync(SigningServerOptions.Load(configuration), new OutsideParts { Events = events }, tls, log);

    /// <summary>Starts it over parts of the test's own.</summary>
    public static async Task<RunningServer> StartAsync(
        SigningServerOptions options,
        OutsideParts outside,
        ClientTls? tls = null,
        ILoggerProvider? log = null
    ) =>
        new(
            await SigningServerHost.StartAsync(
                options with
                {
                    Environment = "Development",
                },
                outside,
                logging =>
                {
                    logging.SetMinimumLevel(log is null ? LogLevel.None : LogLevel.Trace);
                    if (log is not null)
                    {
                        logging.AddProvider(log);
                    }
                },
                CancellationToken.None
            ),
            new SigningClientOptions { Tls = tls, MaxRetries = tls is null ? 4 : 0 }
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Channel.Dispose();
        await Host.DisposeAsync();
    }
}
