// SPDX-License-Identifier: Apache-2.0
using System.Net;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Server;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>Two journals that real servers of the same node have left behind, sealed, with their checkpoints beside them.</summary>
public sealed class AuditSite : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Task? _made;

    /// <summary>The journal; never changed by a test.</summary>
    public string Journal => _folder.File("journal.db");

    /// <summary>What was kept apart from it.</summary>
    public string Checkpoints => _folder.File("checkpoints");

    /// <summary>Another journal of the same node, with a seal as good.</summary>
    public string Other => _folder.File("other.db");

    /// <summary>What came back, by request id.</summary>
    public Dictionary<string, byte[]> Signed { get; } = new(StringComparer.Ordinal);

    /// <summary>A class fixture knows no other fixture; the first test hands the site in.</summary>
    public Task MakeAsync(DevelopmentSite site) => _made ??= MakeBothAsync(site);

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy that a test may bend.</summary>
    public string Copy(string folder)
    {
        var copy = Path.Combine(folder, "copy.db");
        File.Copy(Journal, copy);
        return copy;
    }

    private async Task MakeBothAsync(DevelopmentSite site)
    {
        await SignAsync(site, Journal, Checkpoints, Signed, 5);
        await SignAsync(site, Other, _folder.File("other-checkpoints"), [], 2);
    }

    private async Task SignAsync(
        DevelopmentSite site,
        string journal,
        string checkpoints,
        Dictionary<string, byte[]> signed,
        int documents
    )
    {
        Directory.CreateDirectory(checkpoints);
        var configured = SigningServerOptions.Load(site.Development.ServerConfiguration);
        var options = configured with
        {
            Environment = "Development",
            GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            JournalPath = journal,
            Journal = configured.Journal with { CheckpointFolder = checkpoints, CheckpointRows = 10 },
        };
        await using var host = await SigningServerHost.StartAsync(options, static _ => { });
        var tls = ClientTls.FromPemFiles(
            site.Development.TlsCertificateOf(DevelopmentTls.School),
            site.Development.TlsKeyOf(DevelopmentTls.School),
            site.Development.TlsAuthority
        );
        using var client = new SigningClient(host.GrpcAddress, new SigningClientOptions { Tls = tls });
        var school = new DevelopmentSchool(SchoolLevel.TieuHoc);
        var transcript = SampleClass.Generate(SchoolLevel.TieuHoc, 1, DevelopmentSchool.Seed).First();
        var settings = WireSettings.Of(transcript.Claims.Select(school.StepOf));
        for (var i = 0; i < documents; i++)
        {
            var result = await client.SignAsync(new DocumentToSign($"doc-{i}", transcript.Xml), settings);
            signed[result.RequestId] = result.Document.ToArray();
        }
        settings.Steps[0].Identity = "nobody";
        await Assert.ThrowsAsync<SigningClientException>(() =>
            client.SignAsync(new DocumentToSign("doc-refused", transcript.Xml), settings)
        );
    }
}
