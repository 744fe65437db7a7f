// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Health;
using HocBaSo.Signing.Server.Rendering;
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
        OptionsRules.Check(options, errors);
        var settings = CatalogLoader.Load(options, errors);
        var documents = DocumentParts.Load(options, errors);
        var authority = BuiltInAuthority.Load(options, errors);
        var responder = BuiltInResponder.Load(options, errors);
        var callers = CallerParts.Load(options, outside, loggers, errors);
        errors.ThrowIfAny(options.Source);

        var time = outside.Time;
        var journalMeter = new JournalInstruments();
        var journal = Journal(options, outside, loggers, journalMeter);
        var tokens = Tokens(options, outside, loggers);
        var keys = new TokenAdministration(options.Tokens, () => tokens.Health, time);
        var catalogs = await RegistryFactory.OpenAsync(options, settings, journal, tokens, keys, time, loggers);
        var timestamps = new TimestampParts(options, catalogs, time, loggers.CreateLogger<TimestampLog>());
        var status = Status(options, catalogs, journal, time, loggers);
        var meter = new SigningInstruments();
        var pipeline = new SigningPipeline(
            new SigningPorts
            {
                Formats = documents.Formats,
                Verifiers = documents.Verifiers,
                Profiles = documents.Profiles,
                Authorizer = new SigningAuthorizer(catalogs, callers.Grants),
                Journal = journal,
                Signer = tokens,
                Timestamps = timestamps,
                Status = status,
                Events = new SigningLog(loggers.CreateLogger<SigningLog>()),
            },
            PipelineOptions(options),
            time,
            meter
        );
        var meters = new Disposables(meter, journalMeter);
        var parts = new ServerParts
        {
            Sign = pipeline.SignAsync,
            Catalogs = catalogs,
            Identities = catalogs,
            Verifiers = documents.Verifiers,
            Rendering = new TranscriptRendering(documents.Transcripts, documents.Mapping, documents.Renderer, catalogs),
            Pairs = journal,
            TokenAdministration = keys,
            Probes = [new TokenProbe(tokens), new JournalProbe(journal), .. timestamps.Probes, status.Probe],
            Authority = authority is null ? null : new TimestampAuthority(authority, tokens, time),
            Responder = responder is null ? null : Responder(options, responder, tokens, time),
            Callers = callers,
            Time = time,
            HttpStarted = (Action<Uri>)timestamps.Start + status.Start,
            Owned = [callers, new Disposables(pipeline), timestamps, status, catalogs, tokens, journal, meters],
        };
        await StartAsync(tokens, parts, cancellationToken);
        return parts;
    }

    // A token that can't be reached is no reason not to start: health says so, and it is tried again.
    private static async Task StartAsync(
        Pkcs11DigestSigner tokens,
        ServerParts parts,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await tokens.StartAsync(cancellationToken);
        }
        catch
        {
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
        ILoggerFactory loggers
    ) =>
        outside.Tokens(
            new Pkcs11Options { Tokens = options.Tokens, QueueLength = options.Limits.MaxWaitingSignatures },
            outside.Time,
            new Pkcs11Log(loggers.CreateLogger<Pkcs11Log>())
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
        catalogs.Swapped = _ => status.Prefetch();
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
