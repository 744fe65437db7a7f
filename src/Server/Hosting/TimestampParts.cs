// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Health;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// The configured authorities. The built-in one may be on a port that is known only when the server listens, so requests
/// wait for <see cref="Start"/>.
/// </summary>
internal sealed class TimestampParts(
    SigningServerOptions options,
    ICertificateCatalogSource catalogs,
    TimeProvider time,
    ILogger<TimestampLog> logger
) : ITimestampSource, IAsyncDisposable
{
    private readonly TaskCompletionSource<HttpTimestampSource> _started = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TimestampInstruments _instruments = new();
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Who signs what is no business of theirs, nor is which trace it belongs to.
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>One probe, or none where no authority is configured.</summary>
    public IEnumerable<IHealthProbe> Probes =>
        options.TimestampAuthorities.Count == 0 ? [] : [new TimestampProbe(_started.Task, time)];

    /// <summary>Begins to serve.</summary>
    /// <param name="http">Where this server's own authority answers.</param>
    public void Start(Uri http)
    {
        if (options.TimestampAuthorities.Count == 0)
        {
            return;
        }
        var source = new TimestampSourceOptions
        {
            Authorities = [.. options.TimestampAuthorities.Select(entry => Authority(entry, http))],
        };
        var verifier = new TimestampTokenVerifier(new CertificatePathValidator());
        _started.SetResult(
            new HttpTimestampSource(source, _http, verifier, Anchors, time, new TimestampLog(logger), _instruments)
        );
    }

    /// <summary>The server doesn't listen and won't: nobody waits for it any longer.</summary>
    public void GiveUp() =>
        _started.TrySetException(
            new SigningException(SigningErrorKind.TimestampUnavailable, "The server has not started.")
        );

    public ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    ) => TimestampAsync(imprint, digest, SigningLane.Interactive, cancellationToken);

    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        SigningLane lane,
        CancellationToken cancellationToken
    )
    {
        if (options.TimestampAuthorities.Count == 0)
        {
            throw new SigningException(
                SigningErrorKind.TimestampUnavailable,
                "No time-stamping authority is configured."
            );
        }
        var source = await _started.Task.WaitAsync(cancellationToken);
        return await source.TimestampAsync(imprint, digest, lane, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (_started.Task.IsCompletedSuccessfully)
        {
            _started.Task.Result.Dispose();
        }
        _http.Dispose();
        _instruments.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TimestampAuthorityOptions Authority(TimestampAuthorityEntry entry, Uri http) =>
        new()
        {
            Name = entry.Name,
            Url = entry.Url == TimestampAuthorityEntry.BuiltIn ? new Uri(http, "/tsa") : new Uri(entry.Url),
            Timeout = TimeSpan.FromMilliseconds(entry.TimeoutMilliseconds),
            Policy = entry.Policy,
        };

    // One source serves all tenants: a token is good when any of them trusts its authority; the verifier then asks the
    // document's own tenant.
    private IReadOnlyList<X509Certificate2> Anchors()
    {
        var catalog = catalogs.Current;
        return [.. catalog.Tenants.SelectMany(tenant => catalog.AnchorsOf(tenant).TimestampAuthorities)];
    }
}
