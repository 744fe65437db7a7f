// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The thread that connects, looks after the anchor and rebuilds.</summary>
internal sealed partial class TokenPool
{
    private void Run(CallWatch watch)
    {
        while (!_isStopping)
        {
            Live(watch);
            Pause();
        }
    }

    /// <summary>One connection from its making to its end.</summary>
    private void Live(CallWatch watch)
    {
        try
        {
            using var connection = TryConnect(watch);
            _firstTry.TrySetResult();
            if (connection is not null)
            {
                Serve(connection, watch);
                EndThreads(watch);
            }
        }
#pragma warning disable CA1031 // A defect, ours or a module's, costs one token a connection, not the server its process.
        catch (Exception e) when (!watch.IsAbandoned)
#pragma warning restore CA1031
        {
            ReportDefect(Volatile.Read(ref _generation), e);
            EndThreads(watch);
        }
    }

    private TokenConnection? TryConnect(CallWatch watch)
    {
        TokenConnection? connection = null;
        try
        {
            watch.IsConnecting = true;
            watch.Limit = _options.StartTimeout * (1 << _patience);
            var generation = Interlocked.Increment(ref _generation);
            connection = TokenConnection.Open(_modules, _token, generation, _guard, watch);
            _located = connection.Token;
            OpenSessions(connection, watch);
            Volatile.Write(ref _doubtful, 0);
            watch.IsConnecting = false;
            watch.Limit = _options.SignTimeout;
            _patience = 0;
            Change(TokenState.Ready, null, true, true);
            foreach (var thread in _threads)
            {
                thread.Release();
            }

            MeetKeys(connection);
            return connection;
        }
        catch (Exception) when (watch.IsAbandoned)
        {
            connection?.Dispose();
            throw;
        }
        catch (TokenUnavailableException e)
        {
            var state = e.IsPinRefusal ? TokenState.PinRejected : TokenState.Unavailable;
            GiveUp(connection, watch, state, e.Message, e.IsReachable);
            return null;
        }
#pragma warning disable CA1031 // As above: no session, no thread, no module that could not be made ends the server.
        catch (Exception e)
#pragma warning restore CA1031
        {
            GiveUp(connection, watch, TokenState.Unavailable, Describe(e), isReachable: false);
            return null;
        }
    }

    private void GiveUp(TokenConnection? connection, CallWatch watch, TokenState state, string reason, bool isReachable)
    {
        Interlocked.Increment(ref _failures);
        EndThreads(watch);
        connection?.Dispose();
        Change(state, reason, isReachable, isLoggedIn: false);
    }

    /// <summary>One after another, and no further than the first failure.</summary>
    private void OpenSessions(TokenConnection connection, CallWatch watch)
    {
        var allowed = connection.AllowedSessions(Queue.Plan.Sessions);
        for (var number = _threads.Length; number < allowed; number++)
        {
            var thread = new SessionThread(this, connection, number);
            var code = AwaitOpen(thread, watch);
            if (code == Ckr.SessionCount && number > 0)
            {
                // Others use the token too: work with what it gave.
                return;
            }

            TokenUnavailableException.ThrowIfFailed(code, "C_OpenSession", isReachable: true);
            _threads = [.. _threads, thread];
        }
    }

    private static Ckr AwaitOpen(SessionThread thread, CallWatch watch)
    {
        try
        {
            using var call = watch.Enter("C_OpenSession");
            return thread.Opened.GetAwaiter().GetResult();
        }
        catch (CallAbandonedException)
        {
            // Nobody else knows of it yet.
            thread.RequestStop();
            throw;
        }
    }

    /// <summary>Looks after the anchor until the connection is lost or the signer stops.</summary>
    private void Serve(TokenConnection connection, CallWatch watch)
    {
        var start = Time.GetTimestamp();
        while (!_isStopping && _health.State == TokenState.Ready)
        {
            Wait(_options.HealthInterval);
            if (_isStopping || _health.State != TokenState.Ready)
            {
                return;
            }

            OpenMoreSessions(connection, watch);
            var code = connection.Check();
            if (code != Ckr.Ok)
            {
                ReportLoss(connection.Generation, code.Name(), isStalled: false);
            }
            else if (Time.GetElapsedTime(start) > _options.RecoveryBackOffMaximum)
            {
                // It has lasted: the next loss is a first one again, also for a token that nobody asks for signatures.
                Interlocked.Exchange(ref _failures, 0);
            }
        }
    }

    private void EndThreads(CallWatch watch)
    {
        StopThreads();
        foreach (var thread in _threads)
        {
            // It may be signing still, and has as long for that; what then remains is to close the session.
            using var call = watch.Enter("C_CloseSession", _options.SignTimeout * 2);
            // An abandoned thread ends with the call that it hangs in, if ever.
            while (!thread.IsAbandoned && !thread.Ended.IsCompleted)
            {
                Task.WaitAny([thread.Ended], _options.SignTimeout / 4);
            }
        }

        _threads = [];
    }

    /// <summary>Waits before the next try: not at all after a first loss, the longest pause after a refused PIN.</summary>
    private void Pause()
    {
        var start = Time.GetTimestamp();
        while (!_isStopping && _health.State != TokenState.Recovering)
        {
            // The next look at a refusing token costs it no try: the guard sees whether anything has changed.
            var total =
                _health.State == TokenState.PinRejected
                    ? _options.RecoveryBackOffMaximum
                    : _options.BackOff(Volatile.Read(ref _failures));
            var left = total - Time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            Wait(left);
        }
    }

    private void Wait(TimeSpan time)
    {
        using var timer = Time.CreateTimer(_ => _wake.Set(), null, time, Timeout.InfiniteTimeSpan);
        _wake.WaitOne();
    }
}
