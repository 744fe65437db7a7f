// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Administration;
using HocBaSo.Signing.Server.Configuration;
using HocBaSo.Signing.Server.Journaling;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// What options and the files that they name say, before token, journal or port is opened. Start and check take it from here, so that
/// what passes the one passes the other.
/// </summary>
internal sealed record CheckedOptions : IAsyncDisposable
{
    /// <summary>Anchors and configured identities.</summary>
    public required IdentitySettings Settings { get; init; }

    public required DocumentParts Documents { get; init; }

    /// <summary>Null for none.</summary>
    public required TimestampAuthorityIdentity? Authority { get; init; }

    /// <summary>Null for none.</summary>
    public required StatusResponderIdentity? Responder { get; init; }

    /// <summary>Takes events once there is a journal.</summary>
    public required EventRecorder Events { get; init; }

    /// <summary>Whose key seals checkpoints; null for nobody's.</summary>
    public required CheckpointIdentity? Sealing { get; init; }

    public required CallerParts Callers { get; init; }

    /// <summary>Reads files only. What is wrong is noted, and the answer is then not to be started with.</summary>
    public static CheckedOptions Load(
        SigningServerOptions options,
        OutsideParts outside,
        ILoggerFactory loggers,
        ErrorList errors
    )
    {
        OptionsRules.Check(options, errors);
        var settings = CatalogLoader.Load(options, errors);
        var documents = DocumentParts.Load(options, errors);
        var (authority, responder) = (BuiltInAuthority.Load(options, errors), BuiltInResponder.Load(options, errors));
        var (events, sealing) = NodeJournal.Prepare(options, outside.Time, loggers, errors);
        return new CheckedOptions
        {
            Settings = settings with { ServerKeys = ServerKeys(authority, responder, sealing) },
            Documents = documents,
            Authority = authority,
            Responder = responder,
            Events = events,
            Sealing = sealing,
            Callers = CallerParts.Load(options, outside with { Events = outside.Events ?? events }, loggers, errors),
        };
    }

    /// <summary>Lets go of what was read. Not after a start: the server's parts own it then.</summary>
    public async ValueTask DisposeAsync()
    {
        await Callers.DisposeAsync();
        await Events.DisposeAsync();
        foreach (var certificate in Certificates())
        {
            certificate.Dispose();
        }
    }

    private static IReadOnlyList<ServerKey> ServerKeys(
        TimestampAuthorityIdentity? authority,
        StatusResponderIdentity? responder,
        CheckpointIdentity? sealing
    ) =>
        [
            .. authority is null ? [] : new[] { new ServerKey(authority.KeyUri, authority.Certificate) },
            .. responder is null ? [] : new[] { new ServerKey(responder.KeyUri, responder.Certificate) },
            .. sealing is null ? [] : new[] { new ServerKey(sealing.KeyUri, sealing.Chain[0]) },
        ];

    private IEnumerable<X509Certificate2> Certificates() =>
        [
            .. Settings.Anchors.Values.SelectMany(static anchors =>
                anchors.Signers.Concat(anchors.TimestampAuthorities)
            ),
            .. Settings.Identities.Values.SelectMany(static identity => identity.Chain),
            .. Sealing?.Chain ?? [],
        ];
}
