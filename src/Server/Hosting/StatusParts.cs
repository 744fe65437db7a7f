// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// The status of the identities' certificates. Whom to ask may be this server itself, on a port that is known only when it
/// listens, so questions wait for <see cref="Start"/>, which also asks for all of them ahead.
/// </summary>
internal sealed class StatusParts : ICertificateStatusSource, IAsyncDisposable
{
    private static readonly CertificateStatusAnswer s_noIssuer = new(
        CertificateStatus.Unknown,
        "The certificate's issuer is not configured."
    );
    private readonly ConditionalWeakTable<SigningIdentity, Holder> _subjects = [];
    private readonly TaskCompletionSource<Uri> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StatusInstruments _instruments = new();
    private readonly ICertificateCatalogSource _catalogs;
    private readonly StatusHttp _http;
    private readonly CertificateStatusSource _source;

    public StatusParts(
        StatusOptions options,
        ICertificateCatalogSource catalogs,
        IStatusEvidenceStore evidence,
        TimeProvider time,
        ILogger<StatusLog> logger
    )
    {
        _catalogs = catalogs;
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
        if (!_started.Task.IsCompletedSuccessfully)
        {
            return;
        }
        // Snapshots share the versions that did not change.
        foreach (var version in catalog.Identities.SelectMany(InUse).Where(v => !_subjects.TryGetValue(v, out _)))
        {
            if (SubjectOf(version, catalog, _started.Task.Result) is { } subject)
            {
                _source.Prefetch(subject);
            }
        }
    }

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
        var http = await _started.Task.WaitAsync(cancellationToken);
        return SubjectOf(identity, catalog, http) is { } subject
            ? await _source.GetStatusAsync(subject, cancellationToken)
            : s_noIssuer;
    }

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        _http.Dispose();
        _instruments.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<SigningIdentity> InUse(CatalogIdentity identity) =>
        (identity.IsInForce ? identity.Standby.Prepend(identity.Identity) : identity.Standby).Where(static v =>
            v.Status.Policy != CertificateStatusPolicy.Off
        );

    // Read once for an identity of a snapshot; null when its issuer is not configured.
    private StatusSubject? SubjectOf(SigningIdentity identity, CertificateCatalog catalog, Uri http) =>
        _subjects.GetValue(identity, key => new Holder(NewSubject(key, catalog, http))).Subject;

    private static StatusSubject? NewSubject(SigningIdentity identity, CertificateCatalog catalog, Uri http)
    {
        var certificate = identity.SigningCertificate;
        var candidates = identity.CertificateChain.Skip(1).Concat(catalog.AnchorsOf(identity.Tenant).Signers);
        return StatusSubject.FindIssuer(certificate, candidates) is { } issuer
            ? new StatusSubject(certificate, issuer)
            {
                OcspUrl = BuiltInStatus.Resolve(identity.Status.OcspUrl, http),
                CrlUrl = BuiltInStatus.Resolve(identity.Status.CrlUrl, http),
            }
            : null;
    }

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

    private sealed record Holder(StatusSubject? Subject);
}
