// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Health;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// The status of the identities' certificates. Whom to ask may be this server itself, on a port that is known only when it
/// listens, so questions wait for <see cref="Start"/>, which also asks for all of them ahead.
/// </summary>
internal sealed class StatusParts : ICertificateStatusSource, IAsyncDisposable
{
    private readonly ConditionalWeakTable<SigningIdentity, PathStatus> _paths = [];
    private readonly TaskCompletionSource<Uri> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StatusInstruments _instruments = new();
    private readonly ICertificateCatalogSource _catalogs;
    private readonly StatusHttp _http;
    private readonly CertificateStatusSource _source;
    private readonly bool _checksIssuers;

    public StatusParts(
        StatusOptions options,
        ICertificateCatalogSource catalogs,
        IStatusEvidenceStore evidence,
        TimeProvider time,
        ILogger<StatusLog> logger
    )
    {
        (_catalogs, _checksIssuers) = (catalogs, options.CheckIssuers);
        var places = new StatusHttpOptions
        {
            AllowPrivateAddresses = options.AllowPrivateAddresses,
            AllowedHosts = options.AllowedHosts,
        };
        _http = new StatusHttp(places);
        _source = new CertificateStatusSource(
            SourceOptions(options),
            _http,
            places,
            time,
            evidence.KeepAsync,
            new StatusLog(logger),
            _instruments
        );
    }

    /// <summary>Begins to serve.</summary>
    /// <param name="http">Where this server's own responder answers.</param>
    public void Start(Uri http)
    {
        _started.SetResult(http);
        Follow(_catalogs.Current);
    }

    /// <summary>Asks ahead for the certificates that are new in a snapshot; before <see cref="Start"/> it does nothing.</summary>
    public void Follow(CertificateCatalog catalog)
    {
        // Snapshots share the versions that did not change.
        foreach (var version in catalog.Identities.SelectMany(InUse).Where(v => !_paths.TryGetValue(v, out _)))
        {
            PathOf(version, catalog)?.Prefetch(_source);
        }
    }

    /// <summary>Tells whether the policies of all identities can be met, from what is known.</summary>
    public IHealthProbe Probe =>
        new StatusProbe(_catalogs, (identity, catalog) => PathOf(identity, catalog)?.Peek(_source));

    public async ValueTask<CertificateStatusAnswer?> GetAsync(
        SigningIdentity identity,
        CertificateCatalog catalog,
        CancellationToken cancellationToken
    )
    {
        if (identity.Status.Policy == CertificateStatusPolicy.Off)
        {
            return null;
        }
        await _started.Task.WaitAsync(cancellationToken);
        return await PathOf(identity, catalog)!.GetAsync(_source, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        _http.Dispose();
        _instruments.Dispose();
        return ValueTask.CompletedTask;
    }

    // Read once for an identity of a snapshot; null when nobody is to be asked, or the server doesn't serve yet.
    private PathStatus? PathOf(SigningIdentity identity, CertificateCatalog catalog) =>
        identity.Status.Policy == CertificateStatusPolicy.Off || !_started.Task.IsCompletedSuccessfully
            ? null
            : _paths.GetValue(identity, key => PathStatus.Of(key, catalog, _started.Task.Result, _checksIssuers));

    private static IEnumerable<SigningIdentity> InUse(CatalogIdentity identity) =>
        identity.IsInForce ? identity.Standby.Prepend(identity.Identity) : identity.Standby;

    private static CertificateStatusOptions SourceOptions(StatusOptions options) =>
        new()
        {
            CrlFirst = options.CrlFirst,
            UseGet = options.OcspByGet,
            CertIdDigest = options.CertIdBySha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1,
            RequireNonce = options.RequireNonce,
            Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds),
            MaxWait = TimeSpan.FromMilliseconds(options.MaxWaitMilliseconds),
            MaxAge = TimeSpan.FromSeconds(options.MaxAgeSeconds),
            MaxKeep = TimeSpan.FromSeconds(options.MaxKeepSeconds),
            BackOff = TimeSpan.FromMilliseconds(options.BackOffMilliseconds),
            MaxBackOff = TimeSpan.FromMilliseconds(options.BackOffMilliseconds) * 60,
        };
}
