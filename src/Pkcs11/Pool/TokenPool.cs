// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// One token: its queue, its sessions, and the thread that connects, watches and rebuilds it. All blocking calls are made on threads of its own.
/// </summary>
internal sealed partial class TokenPool
{
    private const int DoubtfulLimit = 3;
    private readonly Lock _gate = new();
    private readonly PinGuard _guard = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _firstTry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TokenOptions _token;
    private readonly Pkcs11Options _options;
    private readonly IModuleSource _modules;
    private readonly SignDispatcher _dispatcher;
    private readonly IPkcs11Events? _events;
    private readonly ITimer _watchdog;
    private volatile SessionThread[] _threads = [];
    private volatile LocatedToken? _located;
    private volatile TokenHealth _health;
    private volatile bool _isStopping;
    private int _generation;
    private int _lostGeneration;
    private int _failures;
    private int _doubtful;
    private long _stateSince;

    public TokenPool(
        int index,
        Pkcs11Options options,
        IModuleSource modules,
        TimeProvider time,
        SignDispatcher dispatcher,
        Pkcs11Instruments instruments,
        IPkcs11Events? events
    )
    {
        Index = index;
        Time = time;
        Instruments = instruments;
        _options = options;
        _token = options.Tokens[index];
        Queue = new JobQueue(_token.Sessions is { } sessions ? new SessionPlan(sessions, sessions) : SessionPlan.One);
        _modules = modules;
        _dispatcher = dispatcher;
        _events = events;
        _stateSince = time.GetTimestamp();
        _health = new TokenHealth(Name, TokenState.Starting, false, false, 0, "connecting", time.GetUtcNow());
        var shorter = Math.Min(options.SignTimeout.Ticks, options.QueueTimeout.Ticks);
        var period = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, shorter / 4));
        _watchdog = time.CreateTimer(_ => Watch(), null, period, period);
    }

    public int Index { get; }

    public string Name => _token.Name;

    public TimeProvider Time { get; }

    public Pkcs11Instruments Instruments { get; }

    public JobQueue Queue { get; }

    public TokenHealth Health => _health;

    /// <summary>Ends when the first connection was made or failed.</summary>
    public Task FirstTry => _firstTry.Task;

    /// <summary>Jobs in hand for each session, as a new one of this lane finds them.</summary>
    public double Load(SigningLane lane)
    {
        var threads = _threads;
        var busy = 0;
        foreach (var thread in threads)
        {
            busy += thread.IsBusy ? 1 : 0;
        }

        return (Queue.CountAhead(lane) + busy) / (double)Math.Max(1, threads.Length);
    }

    /// <summary>Whether the token that a URI names can be this one, from what is known of it.</summary>
    public bool MayBe(Pkcs11Uri uri) => _located?.IsNamedBy(uri) ?? _token.MayBe(uri);

    public void Start() => StartKeeper(isFirst: true);

    /// <summary>Ends when the sessions are closed; what still waits fails.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        _watchdog.Dispose();
        StopThreads();
        Change(TokenState.Stopped, "shut down", false, false);
        _wake.Set();
        return Task.WhenAll(_ended.Task, _measuring);
    }

    /// <summary>Decides what becomes of a job after one try. Called on the session's thread.</summary>
    public void Finish(int generation, SignJob job, SignResult result)
    {
        switch (result.Finding, result.Code.Classify())
        {
            case (SignFinding.KeyAbsent, _):
                job.AbsentOn |= 1UL << Index;
                job.Route.SetAbsent(Index, Time.GetTimestamp());
                _dispatcher.Dispatch(job);
                break;
            case (SignFinding.KeyAmbiguous, _):
                job.Fail(SigningErrorKind.InvalidRequest, "The key URI matches more than one key.");
                break;
            case (SignFinding.KeyWantsPin, _):
                job.Fail(
                    SigningErrorKind.InvalidRequest,
                    "The key wants its PIN for each signature (CKA_ALWAYS_AUTHENTICATE), which a server can't give.",
                    Cause(result.Code)
                );
                break;
            case (_, CkrClass.Success):
                Volatile.Write(ref _failures, 0);
                Volatile.Write(ref _doubtful, 0);
                job.Succeed(result.Signature);
                break;
            case (_, CkrClass.Unfit):
                job.Fail(SigningErrorKind.InvalidRequest, "The key and the algorithm don't fit.", Cause(result.Code));
                break;
            case (_, CkrClass.ConnectionLost):
                ReportLoss(generation, result.Code.Name(), isStalled: false);
                Retry(job, result.Code);
                break;
            default:
                if (Interlocked.Increment(ref _doubtful) >= DoubtfulLimit)
                {
                    ReportLoss(generation, result.Code.Name(), isStalled: false);
                }

                Retry(job, result.Code);
                break;
        }
    }

    /// <summary>A thread met an exception that nobody reckoned with: its connection is not trusted any more.</summary>
    public void ReportDefect(int generation, Exception defect) =>
        ReportLoss(generation, Describe(defect), isStalled: false);

    // The type alone: what a message holds isn't known.
    private static string Describe(Exception defect) => $"a defect: {defect.GetType().Name}";

    private static Pkcs11Exception Cause(Ckr code) => new(code, "the token");

    private void Retry(SignJob job, Ckr code)
    {
        job.Attempts++;
        job.FailedOn |= 1UL << Index;
        if (job.Attempts >= SignJob.MaximumAttempts)
        {
            job.Fail(SigningErrorKind.HsmUnavailable, "The HSM can't sign now.", Cause(code), _options.RecoveryBackOff);
            return;
        }

        Notify(events => events.SignatureRetried(Name, code.Name()));
        // What it spent inside a module was no waiting: after a call that hung it would be too old for every other token.
        job.EnqueuedAt = Time.GetTimestamp();
        _dispatcher.Dispatch(job);
    }

    /// <summary>The connection is no good. The first loss since the last signature is repaired at once; then back-off applies.</summary>
    private void ReportLoss(int generation, string reason, bool isStalled)
    {
        if (
            generation != Volatile.Read(ref _generation)
            || Interlocked.Exchange(ref _lostGeneration, generation) == generation
        )
        {
            return;
        }

        var isFirst = Interlocked.Increment(ref _failures) == 1 && !isStalled;
        StopThreads();
        Change(isFirst ? TokenState.Recovering : TokenState.Unavailable, reason, false, false);

        // Other tokens may take what waits here; without any it comes back to this queue.
        DispatchAgain(Queue.Drain(close: false));
        _wake.Set();
    }

    private void StopThreads()
    {
        foreach (var thread in _threads)
        {
            thread.RequestStop();
        }

        Queue.Wake();
    }

    private void DispatchAgain(SignJob[] jobs)
    {
        foreach (var job in jobs)
        {
            _dispatcher.Dispatch(job);
        }
    }

    /// <summary>Sets the state, opens or closes the queue to fit, and tells.</summary>
    private void Change(TokenState state, string? reason, bool isReachable, bool isLoggedIn)
    {
        TokenHealth previous;
        SignJob[] refused = [];
        lock (_gate)
        {
            previous = _health;
            if (previous.State == TokenState.Stopped)
            {
                return;
            }

            var sessions = state == TokenState.Ready ? _threads.Length : 0;
            _health = new TokenHealth(Name, state, isReachable, isLoggedIn, sessions, reason, Time.GetUtcNow());
            _stateSince = Time.GetTimestamp();
            if (state is TokenState.Starting or TokenState.Recovering or TokenState.Ready)
            {
                Queue.Open();
            }
            else
            {
                refused = Queue.Drain(close: true);
            }
        }

        DispatchAgain(refused);
        if (previous.State != state)
        {
            Instruments.StateChanged(Name, state);
            var current = _health;
            Notify(events => events.TokenStateChanged(previous.State, current));
        }
    }

    private void Notify(Action<IPkcs11Events> tell)
    {
        if (_events is null)
        {
            return;
        }

        try
        {
            tell(_events);
        }
#pragma warning disable CA1031 // A listener's defect must not end a token's thread.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }
    }
}
