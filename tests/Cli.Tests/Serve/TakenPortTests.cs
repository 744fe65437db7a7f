// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests.Serve;

/// <summary>A server whose port somebody else has, with a journal whose last checkpoint would be stamped by an authority of its own.</summary>
[Collection(nameof(DevelopmentSite))]
public sealed class TakenPortTests(DevelopmentSite site)
{
    // How long a checkpoint waits for its timestamp.
    private static readonly TimeSpan s_timestampPatience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Start_WhenThePortIsTaken_EndsWithoutWaitingForAnAuthorityThatNeverListens()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var checkpoints = Directory.CreateDirectory(folder.File("checkpoints")).FullName;
        var configured = SigningServerOptions.Load(site.Development.ServerConfiguration);
        var options = configured with
        {
            Environment = "Development",
            GrpcEndPoint = (IPEndPoint)taken.LocalEndpoint,
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            JournalPath = folder.File("journal.db"),
            CatalogPath = folder.File("catalog.db"),
            Journal = configured.Journal with { CheckpointFolder = checkpoints },
        };
        var start = Stopwatch.GetTimestamp();

        var refusal = await Assert.ThrowsAnyAsync<IOException>(() =>
            SigningServerHost.StartAsync(options, static _ => { })
        );

        Assert.Contains($"{options.GrpcEndPoint.Port}", refusal.Message, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) < s_timestampPatience);
        Assert.Single(Directory.GetFiles(checkpoints, "*.json"));
    }
}
