// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.Server.Telemetry;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>What the services stand on. Made from the options by <see cref="PartsFactory"/>; owned by the host.</summary>
internal sealed record ServerParts : IAsyncDisposable
{
    public required SignDocument Sign { get; init; }

    public required ICertificateCatalogSource Catalogs { get; init; }

    /// <summary>Identities and their versions, for administrators; null where a test composes none.</summary>
    public IIdentityAdministration? Identities { get; init; }

    public required IReadOnlyList<IDocumentVerifier> Verifiers { get; init; }

    /// <summary>From XML to PDF.</summary>
    public required TranscriptRendering Rendering { get; init; }

    /// <summary>Which PDF belongs to which XML.</summary>
    public required IPairJournal Pairs { get; init; }

    /// <summary>Keys in the configured tokens; null where a test composes none.</summary>
    public ITokenAdministration? TokenAdministration { get; init; }

    /// <summary>The tokens; null where a test composes none.</summary>
    public Pkcs11DigestSigner? Tokens { get; init; }

    /// <summary>How full the server is.</summary>
    public LoadSignals Load { get; init; } = LoadSignals.None;

    public IReadOnlyList<IHealthProbe> Probes { get; init; } = [];

    /// <summary>Served at /tsa; null for none.</summary>
    public TimestampAuthority? Authority { get; init; }

    /// <summary>Served at /ocsp and /crl; null for none.</summary>
    public StatusResponder? Responder { get; init; }

    /// <summary>Who calls, what they may do, and where the journal hears of it.</summary>
    public required CallerParts Callers { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ServerInstruments Instruments { get; init; } = new();

    /// <summary>Who listens to the metrics; null where a test composes nobody. Disposed last.</summary>
    public TelemetryParts? Telemetry { get; init; }

    /// <summary>Called once, when it is known where HTTP is served.</summary>
    public Action<Uri> HttpStarted { get; init; } = static _ => { };

    /// <summary>Called in place of <see cref="HttpStarted"/> when the server can't start, before the parts are disposed.</summary>
    public Action HttpFailed { get; init; } = static () => { };

    /// <summary>Disposed in this order, after the last call has ended.</summary>
    public IReadOnlyList<IAsyncDisposable> Owned { get; init; } = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Owned)
        {
            await part.DisposeAsync();
        }
        Instruments.Dispose();
        if (Telemetry is not null)
        {
            await Telemetry.DisposeAsync();
        }
    }
}
