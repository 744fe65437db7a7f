// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.Server.Journaling;
using HocBaSo.Signing.Server.Limits;
using HocBaSo.Signing.Server.Rendering;
using HocBaSo.Signing.Server.Telemetry;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>The composition: from options to parts. Everything wrong in the options is told before anything is opened.</summary>
internal static class PartsFactory
{
    /// <summary>Makes the parts and connects the tokens.</summary>
    /// <exception cref="ConfigurationException">The options can't work.</exception>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>: the journal can't be opened.</exception>
    public static async Task<ServerParts> CreateAsync(
        SigningServerOptions options,
        ILoggerFactory loggers,
        OutsideParts outside,
        CancellationToken cancellationToken
    )
    {
        var errors = new ErrorList();
        var given = CheckedOptions.Load(options, outside, loggers, errors);
        errors.ThrowIfAny(options.Source);
        // Before all that measures, so that nothing is missed.
        var telemetry = TelemetryParts.Start(options.Telemetry, options.Node, loggers);
        try
        {
            return await CreateAsync(options, given, telemetry, loggers, outside, cancellationToken);
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    private static async Task<ServerParts> CreateAsync(
        SigningServerOptions options,
        CheckedOptions given,
        TelemetryParts telemetry,
        ILoggerFactory loggers,
        OutsideParts outside,
        CancellationToken cancellationToken
    )
    {
        var (documents, callers) = (given.Documents, given.Callers);
        var (time, meter, journalMeter) = (outside.Time, new SigningInstruments(), new JournalInstruments());
        var journal = Journal(options, outside, loggers, journalMeter);
        var node = new NodeJournal(journal, given.Events, options, time, loggers);
        var tokens = Tokens(options, outside, loggers, callers.Events);
        var keys = new TokenAdministration(options.Tokens, () => tokens.Health, time);
        var catalogs = await RegistryFactory.OpenAsync(options, given.Settings, journal, tokens, keys, time, loggers);
        var timestamps = new TimestampParts(options, catalogs, time, loggers.CreateLogger<TimestampLog>());
        var status = Status(options, catalogs, journal, time, loggers);
        var pipeline = new SigningPipeline(
            new SigningPorts
            {
                Formats = documents.Formats,
                Verifiers = documents.Verifiers,
                Profiles = documents.Profiles,
                Authorizer = new SigningAuthorizer(catalogs, callers.Grants),
                Journal = outside.SigningJournal(journal),
                Signer = tokens,
                Timestamps = timestamps,
                Status = status,
                Events = new SigningLog(loggers.CreateLogger<SigningLog>()),
            },
            PipelineOptions(options),
            time,
            meter
        );
        journal.DocumentsOnTheWay = () => pipeline.AtWork;
        var meters = new Disposables(meter, journalMeter);
        var parts = new ServerParts
        {
            Sign = RefusalSubjects.Named(pipeline.SignAsync),
            Catalogs = catalogs,
            Identities = catalogs,
            Verifiers = documents.Verifiers,
            Rendering = new TranscriptRendering(documents.Transcripts, documents.Mapping, documents.Renderer, catalogs),
            Pairs = journal,
            TokenAdministration = keys,
            Tokens = tokens,
            Load = new LoadSignals(options.Limits.MaxInFlight, () => pipeline.IsFull, () => tokens.Delay),
            Probes = [new TokenProbe(tokens), new JournalProbe(journal), .. timestamps.Probes, status.Probe],
            Authority = given.Authority is { } authority ? new TimestampAuthority(authority, tokens, time) : null,
            Responder = given.Responder is { } responder ? Responder(options, responder, tokens, time) : null,
            Callers = callers,
            Time = time,
            Telemetry = telemetry,
            HttpStarted = (Action<Uri>)timestamps.Start + status.Start,
            HttpFailed = timestamps.GiveUp,
            // The registry before the node: what it still activates must stand before the journal's last row.
            Owned = [callers, new Disposables(pipeline), catalogs, node, timestamps, status, tokens, journal, meters],
        };
        var seals = given.Sealing is { } sealing ? Seals(options, sealing, tokens, timestamps, time, loggers) : null;
        return await StartAsync(
            () => node.StartAsync(seals, given.Sealing?.Ends, cancellationToken),
            tokens,
            parts,
            cancellationToken
        );
    }

    // A token that can't be reached is no reason not to start: health says so, and it is tried again.
    private static async Task<ServerParts> StartAsync(
        Func<Task> startJournal,
        Pkcs11DigestSigner tokens,
        ServerParts parts,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await startJournal();
            await tokens.StartAsync(cancellationToken);
            return parts;
        }
        catch
        {
            parts.HttpFailed();
            await parts.DisposeAsync();
            throw;
        }
    }

    private static SqliteSigningJournal Journal(
        SigningServerOptions options,
        OutsideParts outside,
        ILoggerFactory loggers,
        JournalInstruments meter
    ) =>
        outside.Journal(
            new JournalOptions { Path = options.JournalPath, NodeId = options.Node },
            outside.Time,
            meter,
            new JournalLog(loggers.CreateLogger<JournalLog>()).StateChanged
        );

    private static Pkcs11DigestSigner Tokens(
        SigningServerOptions options,
        OutsideParts outside,
        ILoggerFactory loggers,
        IEventRecorder events
    ) =>
        outside.Tokens(
            new Pkcs11Options { Tokens = options.Tokens, QueueLength = options.Limits.MaxWaitingSignatures },
            outside.Time,
            new TokenEvents(new Pkcs11Log(loggers.CreateLogger<Pkcs11Log>()), events)
        );

    private static CheckpointSigner Seals(
        SigningServerOptions options,
        CheckpointIdentity identity,
        IDigestSigner tokens,
        ITimestampSource timestamps,
        TimeProvider time,
        ILoggerFactory loggers
    ) =>
        new(
            identity,
            tokens,
            options.TimestampAuthorities.Count == 0 ? null : timestamps,
            time,
            loggers.CreateLogger<CheckpointSigner>()
        );

    private static StatusParts Status(
        SigningServerOptions options,
        IdentityRegistry catalogs,
        SqliteSigningJournal journal,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        var log = loggers.CreateLogger<StatusLog>();
        var status = new StatusParts(options.CertificateStatus, catalogs, journal, time, log);
        catalogs.Swapped = status.Follow;
        return status;
    }

    private static StatusResponder Responder(
        SigningServerOptions options,
        StatusResponderIdentity identity,
        IDigestSigner signer,
        TimeProvider time
    ) => new(identity, () => RevokedCertificates.Read(options.BuiltInStatusResponder!.RevokedFile), signer, time);

    private static SigningPipelineOptions PipelineOptions(SigningServerOptions options) =>
        new()
        {
            MaxSteps = options.Limits.MaxSteps,
            MaxXmlBytes = options.Limits.MaxXmlBytes,
            MaxPdfBytes = options.Limits.MaxPdfBytes,
            MaxInFlight = options.Limits.MaxInFlight,
            Idempotency = IdempotencyParts.Of(options),
            SelfVerification = options.SelfVerification,
            Levels = options.SignatureLevels,
        };
}
