// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Cli;

/// <summary>The real server in this process, on free ports of loopback, with a journal that goes with it.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly SigningServerHost _host;
    private readonly string _journalFolder;

    private DemoServer(SigningServerHost host, ClientTls tls, string journalFolder) =>
        (_host, Tls, _journalFolder) = (host, tls, journalFolder);

    /// <summary>What the school system of development connects with.</summary>
    public ClientTls Tls { get; }

    /// <summary>Where gRPC is served.</summary>
    public Uri Address => _host.GrpcAddress;

    /// <summary>Where HTTP is served.</summary>
    public Uri HttpAddress => _host.HttpAddress;

    /// <summary>Starts it.</summary>
    /// <exception cref="CommandException">The configuration can't work.</exception>
    public static async Task<DemoServer> StartAsync(DevelopmentFolder folder, CancellationToken cancellationToken)
    {
        // A journal of its own: another demo, or hbs serve, may be running on the same folder.
        var journal = Path.Combine(folder.Journal, $"demo-{Guid.NewGuid():N}");
        Directory.CreateDirectory(journal);
        try
        {
            var loaded = SigningServerOptions.Load(folder.ServerConfiguration);
            var options = loaded with
            {
                // What is kept there belongs to the journal of hbs serve.
                Journal = loaded.Journal with
                {
                    CheckpointFolder = null,
                },
                Environment = "Development",
                GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
                HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
                JournalPath = Path.Combine(journal, "journal.db"),
            };
            var host = await SigningServerHost.StartAsync(options, WarningsOnly, cancellationToken);
            return new DemoServer(host, SchoolOf(folder), journal);
        }
        catch (Exception e)
        {
            Directory.Delete(journal, recursive: true);
            throw e is ConfigurationException ? new CommandException(e.Message, ExitCode.Fault) : e;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_journalFolder, recursive: true);
    }

    private static ClientTls SchoolOf(DevelopmentFolder folder) =>
        ClientTls.FromPemFiles(
            folder.TlsCertificateOf(DevelopmentTls.School),
            folder.TlsKeyOf(DevelopmentTls.School),
            folder.TlsAuthority
        );

    private static void WarningsOnly(ILoggingBuilder logging) =>
        logging
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning);
}
