// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Signs with keys in PKCS#11 tokens: a bounded queue in front, per token a log-in and sessions with threads of their own, background rebuild
/// of what fails. Thread-safe. A token that is missing is no error here: its state says so and it is tried again.
/// </summary>
public sealed class Pkcs11DigestSigner : IDigestSigner, IAsyncDisposable
{
    private static readonly TimeSpan OverloadPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MeasuringPatience = TimeSpan.FromSeconds(2);
    private readonly Pkcs11Options _options;
    private readonly TimeProvider _time;
    private readonly WaitingCount _waiting;
    private readonly SignDispatcher _dispatcher;
    private readonly Pkcs11Instruments _instruments;
    private readonly TokenPool[] _pools = [];
    private int _isStarted;
    private int _isDisposed;

    /// <summary>Checks the options; <see cref="StartAsync"/> connects.</summary>
    /// <param name="options">The tokens and limits.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="events">Hears of state changes; null for nobody.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range.</exception>
    public Pkcs11DigestSigner(Pkcs11Options options, TimeProvider? time = null, IPkcs11Events? events = null)
        : this(options, ProcessModules.Shared, time, events) { }

    internal Pkcs11DigestSigner(
        Pkcs11Options options,
        IModuleSource modules,
        TimeProvider? time = null,
        IPkcs11Events? events = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _time = time ?? TimeProvider.System;
        _waiting = new WaitingCount(options.QueueLength);
        _instruments = new Pkcs11Instruments(() => _waiting.Value, CountSessions);
        _dispatcher = new SignDispatcher(options, _time, events);
        var pools = new TokenPool[options.Tokens.Count];
        for (var i = 0; i < pools.Length; i++)
        {
            pools[i] = new TokenPool(i, options, modules, _time, _dispatcher, _instruments, events);
        }

        _pools = pools; // who reads the metrics now finds all of them
        _dispatcher.Attach(pools);
    }

    /// <summary>How every token is now. Cheap: asks nobody.</summary>
    public Pkcs11Health Health => new([.. _pools.Select(pool => pool.Health)], _waiting.Value);

    /// <summary>How long interactive signatures wait: the age of the oldest one, on the token where they wait least. Cheap.</summary>
    public TimeSpan Delay =>
        _pools
            .Where(static pool => pool.Health.State == TokenState.Ready)
            .Select(DelayOf)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Min();

    /// <summary>What was measured of a token, where its sessions are not configured: an entry for each type of key that was met.</summary>
    /// <param name="token">Which of the configured tokens, from 0.</param>
    public IReadOnlyList<SessionChoice> SessionsOf(int token) => _pools[token].Choices;

    /// <summary>
    /// Connects every token. Ends after each one's first try and, for 2 seconds at most, the measuring of its sessions; or after <see cref="Pkcs11Options.StartTimeout"/>; a token that can't be
    /// reached doesn't make it fail. Once.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting, not connecting.</param>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            throw new InvalidOperationException("started before");
        }

        foreach (var token in _options.Tokens)
        {
            // All of them, while no module is reading any.
            NativeEnvironment.SetAll(token);
        }

        foreach (var pool in _pools)
        {
            pool.Start();
        }

        var tries = Task.WhenAll(_pools.Select(pool => pool.FirstTry));
        var timeout = Task.Delay(_options.StartTimeout, _time, cancellationToken);
        await Task.WhenAny(tries, timeout);
        cancellationToken.ThrowIfCancellationRequested();
        // The measuring is better done before others ask for signatures; a token that takes its time is not waited for.
        var measuring = Task.WhenAll(_pools.Select(pool => pool.Measuring));
        await Task.WhenAny(measuring, timeout, Task.Delay(MeasuringPatience, _time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc />
    public ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    ) => SignDigestAsync(keyUri, algorithm, digest, SigningLane.Interactive, cancellationToken);

    /// <inheritdoc />
    public ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        SigningLane lane,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(keyUri);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<byte[]>(cancellationToken);
        }

        try
        {
            var job = Accept(keyUri, algorithm, digest.Span, lane);
            job.CancelOn(cancellationToken);
            _dispatcher.Dispatch(job);
            return new ValueTask<byte[]>(job.Task);
        }
        catch (SigningException e)
        {
            return ValueTask.FromException<byte[]>(e);
        }
    }

    /// <summary>Fails what waits as HsmUnavailable, lets running signatures end, closes the sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        var stops = _pools.Select(pool => pool.StopAsync()).ToArray();
        if (_isStarted != 0)
        {
            // A call that hangs in a module must not hold up the shutdown.
            await Task.WhenAny(Task.WhenAll(stops), Task.Delay(_options.SignTimeout, _time));
        }

        _instruments.Dispose();
    }

    private TimeSpan DelayOf(TokenPool pool) =>
        pool.Queue.OldestInteractive is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    private IEnumerable<Measurement<int>> CountSessions() =>
        from pool in _pools
        from family in Enum.GetValues<KeyFamily>()
        select new Measurement<int>(
            Math.Min(pool.Health.Sessions, pool.Queue.Plan[family]),
            new("token", pool.Name),
            new("key_type", family == KeyFamily.Rsa ? "RSA" : "EC")
        );

    private SignJob Accept(string keyUri, SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest, SigningLane lane)
    {
        var length = DigestLength.Of(algorithm.Digest);
        if (length == 0 || length != digest.Length || !Enum.IsDefined(algorithm.Scheme))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The digest doesn't fit the algorithm.",
                "digest"
            );
        }

        var route = _dispatcher.Route(keyUri);
        if (!_waiting.TryEnter(lane))
        {
            throw new SigningException(SigningErrorKind.Overloaded, "The HSM has too much to do.")
            {
                RetryAfter = OverloadPause,
            };
        }

        return new SignJob(route, algorithm, digest, lane, _time.GetTimestamp(), _waiting);
    }
}
