// SPDX-License-Identifier: Apache-2.0
using System.Net;
using Grpc.Net.Client;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.Server.Hosting;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.Server.Telemetry;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A real Kestrel on free ports, over parts of the test's own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string Tenant = "so-gddt";

    private TestHost(SigningServerHost host)
    {
        Host = host;
        Channel = GrpcChannel.ForAddress(host.GrpcAddress);
        Client = new SigningClient(host.GrpcAddress);
    }

    /// <summary>What the journal was told.</summary>
    public EventRecorder Events => (EventRecorder)Host.Parts.Callers.Events;

    public SigningServerHost Host { get; }

    public GrpcChannel Channel { get; }

    public SigningClient Client { get; }

    public ServerInstruments Instruments => Host.Parts.Instruments;

    public Wire.SigningService.SigningServiceClient Signing => new(Channel);

    public Wire.VerificationService.VerificationServiceClient Verification => new(Channel);

    public static async Task<TestHost> StartAsync(
        SignDocument? sign = null,
        LimitOptions? limits = null,
        IReadOnlyList<IHealthProbe>? probes = null,
        IReadOnlyList<IDocumentVerifier>? verifiers = null,
        TimeProvider? time = null,
        ILoggerProvider? logs = null,
        TranscriptRenderer? renderer = null,
        FakeAdministration? administration = null,
        Func<IEventRecorder, CallerParts>? callers = null,
        LoadSignals? load = null,
        TelemetryOptions? telemetry = null,
        params string[] tenants
    )
    {
        string[] names = tenants.Length == 0 ? [Tenant] : tenants;
        var options = new SigningServerOptions
        {
            Environment = "Development",
            Node = "test",
            GrpcEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            HttpEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            JournalPath = "unused",
            Tokens = [],
            Tenants = [],
            Identities = [],
            Limits = limits ?? new LimitOptions(),
        };
        var anchors = names.ToDictionary(static name => name, static _ => TrustAnchors.None);
        var catalog = new FixedCatalog(new CertificateCatalog(Array.Empty<SigningIdentity>(), anchors));
        var transcripts = new XmlDocumentVerifier([TranscriptProfile.Default]);
        var parts = new ServerParts
        {
            Sign = sign ?? FakeSigning.Append,
            Catalogs = catalog,
            Verifiers = verifiers ?? [],
            Rendering = new TranscriptRendering(transcripts, ElementMapping.Default, renderer, catalog),
            Pairs = new MemoryPairs(),
            Identities = administration ?? new FakeAdministration(),
            TokenAdministration = administration ?? new FakeAdministration(),
            Callers = (callers ?? CallerParts.Loopback)(new EventRecorder()),
            Probes = probes ?? [],
            Load = load ?? LoadSignals.None,
            Time = time ?? TimeProvider.System,
            Telemetry = telemetry is null ? null : TelemetryParts.Start(telemetry, "test", NullLoggerFactory.Instance),
        };
        var loggers = LoggerFactory.Create(logging =>
        {
            if (logs is not null)
            {
                logging.AddProvider(logs);
            }
        });
        return new TestHost(await SigningServerHost.StartAsync(options, parts, loggers, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Channel.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>Settings of one step.</summary>
    public static Wire.SigningSettings Settings() =>
        new()
        {
            Steps =
            {
                new Wire.SigningStep { Role = Wire.SignerRole.PhatHanh, Identity = "truong" },
            },
        };

    public static Wire.SignBatchRequest First(int maxInFlight = 0) =>
        new()
        {
            Settings = new Wire.BatchSettings { Settings = Settings(), MaxInFlight = maxInFlight },
        };
}
