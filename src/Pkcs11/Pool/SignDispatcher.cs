// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Gives each job to the token that is best placed to sign it: ready, holding the key, with the shortest queue.</summary>
internal sealed class SignDispatcher(Pkcs11Options options, TimeProvider time, IPkcs11Events? events)
{
    private const int MaximumRoutes = 100_000;
    private static readonly TimeSpan AbsenceLife = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, KeyRoute> _routes = new(StringComparer.Ordinal);
    private TokenPool[] _pools = [];
    private int _turn;

    public void Attach(TokenPool[] pools) => _pools = pools;

    /// <summary>What is known of a key.</summary>
    /// <exception cref="SigningException">InvalidRequest: not a URI of a private key.</exception>
    public KeyRoute Route(string keyUri)
    {
        if (_routes.TryGetValue(keyUri, out var route))
        {
            return route;
        }

        if (
            !Pkcs11Uri.TryParse(keyUri, out var uri)
            || uri.Type is not (null or Pkcs11ObjectType.Private)
            || (uri.IdHex is null && uri.Object is null)
        )
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The key URI doesn't name a private key.",
                "keyUri"
            );
        }

        // Key URIs come from configuration; the bound is for a configuration that never stops changing.
        if (_routes.Count >= MaximumRoutes)
        {
            _routes.Clear();
        }

        return _routes.GetOrAdd(keyUri, new KeyRoute(uri, _pools.Length));
    }

    /// <summary>Queues a job, or fails it when no token can take it. Never blocks, never throws.</summary>
    public void Dispatch(SignJob job)
    {
        while (!job.Task.IsCompleted)
        {
            var pool = Choose(job, out var isSomeTokenAway);
            if (pool is null)
            {
                Refuse(job, isSomeTokenAway);
                return;
            }

            // It may have gone away between the choice and now: then choose again.
            if (pool.Queue.TryAdd(job))
            {
                return;
            }
        }
    }

    private void Refuse(SignJob job, bool isSomeTokenAway)
    {
        if (isSomeTokenAway || job.FailedOn != 0)
        {
            job.Fail(SigningErrorKind.HsmUnavailable, "The HSM can't sign now.", retryAfter: options.RecoveryBackOff);
        }
        else
        {
            Tell(job.Route.Uri);
            job.Fail(SigningErrorKind.IdentityNotFound, "No token holds the identity's key.");
        }
    }

    private void Tell(Pkcs11Uri uri)
    {
        try
        {
            events?.KeyAbsent(uri.ToString());
        }
#pragma warning disable CA1031 // A listener's defect must not end a token's thread.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }
    }

    private TokenPool? Choose(SignJob job, out bool isSomeTokenAway)
    {
        isSomeTokenAway = false;
        TokenPool? best = null;
        var bestRank = (Class: int.MaxValue, Load: double.MaxValue);
        var start = _pools.Length == 1 ? 0 : (int)((uint)Interlocked.Increment(ref _turn) % (uint)_pools.Length);
        for (var i = 0; i < _pools.Length; i++)
        {
            var pool = _pools[(start + i) % _pools.Length];
            if (!pool.MayBe(job.Route.Uri) || (job.AbsentOn & (1UL << pool.Index)) != 0)
            {
                continue;
            }

            var state = pool.Health.State;
            if (state is not (TokenState.Ready or TokenState.Recovering or TokenState.Starting))
            {
                isSomeTokenAway = true;
                continue;
            }

            var rank = (Class(job, pool, state), _pools.Length == 1 ? 0 : pool.Load(job.Lane));
            if (rank.CompareTo(bestRank) < 0)
            {
                best = pool;
                bestRank = rank;
            }
        }

        return best;
    }

    /// <summary>Lower is better: first a token that is ready, then one that didn't fail this job, then one that may hold the key.</summary>
    private int Class(SignJob job, TokenPool pool, TokenState state) =>
        (IsKnownAbsent(job.Route, pool.Index) ? 4 : 0)
        + ((job.FailedOn & (1UL << pool.Index)) != 0 ? 2 : 0)
        + (state == TokenState.Ready ? 0 : 1);

    private bool IsKnownAbsent(KeyRoute route, int token) =>
        route.AbsentSince(token) is var since && since != 0 && time.GetElapsedTime(since) < AbsenceLife;
}
