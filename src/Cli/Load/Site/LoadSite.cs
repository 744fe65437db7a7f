// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// A server in this process with a SoftHSM token, certificates and a journal of its own in a temporary folder, on free ports of
/// loopback. Nothing of it is left when it is disposed.
/// </summary>
internal sealed class LoadSite : IAsyncDisposable
{
    private const string Prefix = "hbs-load-";
    private readonly string _folder;

    private LoadSite(SigningServerHost host, SigningServerOptions options, DevelopmentFolder folder)
    {
        (Host, Options, _folder) = (host, options, folder.Root);
        var tls = ClientTls.FromPemFiles(folder.TlsCertificateOf(Caller), folder.TlsKeyOf(Caller), folder.TlsAuthority);
        Connection = new ServerConnection(host.GrpcAddress, tls);
    }

    /// <summary>The client who calls: a school system.</summary>
    public static string Caller => DevelopmentTls.School;

    /// <summary>Where gRPC is served, with mutual TLS.</summary>
    public ServerConnection Connection { get; }

    /// <summary>The server.</summary>
    public SigningServerHost Host { get; }

    /// <summary>What it was started with.</summary>
    public SigningServerOptions Options { get; }

    /// <summary>Makes and starts it.</summary>
    /// <exception cref="CommandException">SoftHSM is missing, or the configuration can't work.</exception>
    public static async Task<LoadSite> StartAsync(LoadSiteOptions site, CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory(Prefix).FullName;
        try
        {
            var folder = new DevelopmentFolder(root);
            await DevelopmentSetup.PrepareAsync(folder, [SchoolOf(site)], TimeProvider.System, cancellationToken);
            var options = OptionsOf(folder, site);
            return new LoadSite(
                await SigningServerHost.StartAsync(options, WarningsOnly, cancellationToken),
                options,
                folder
            );
        }
        catch (Exception e)
        {
            Directory.Delete(root, recursive: true);
            throw e is ConfigurationException ? new CommandException(e.Message, ExitCode.Fault) : e;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static DevelopmentSchool SchoolOf(LoadSiteOptions site)
    {
        var school = new DevelopmentSchool(site.SchoolLevel);
        return new DevelopmentSchool(site.SchoolLevel)
        {
            Identities =
            [
                .. school
                    .Identities.Where(identity => site.Identities.Contains(identity.Id))
                    .Select(identity => identity with { Key = site.Key }),
            ],
        };
    }

    private static SigningServerOptions OptionsOf(DevelopmentFolder folder, LoadSiteOptions site)
    {
        var options = SigningServerOptions.Load(folder.ServerConfiguration);
        return options with
        {
            Environment = "Development",
            GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            SelfVerification = site.SelfVerification,
            Tokens = site.Sessions is { } sessions
                ? [.. options.Tokens.Select(token => token with { Sessions = sessions })]
                : options.Tokens,
        };
    }

    private static void WarningsOnly(ILoggingBuilder logging) =>
        logging
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Error);
}
