// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>A session and the one thread that opens, uses and closes it. Takes jobs from its token's queue until asked to stop.</summary>
internal sealed class SessionThread
{
    private readonly TokenPool _pool;
    private readonly TokenConnection _connection;
    private readonly TaskCompletionSource<Ckr> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();
    private nuint _session;
    private long _busySince;
    private SignJob? _current;
    private volatile bool _isAbandoned;

    public SessionThread(TokenPool pool, TokenConnection connection, int number)
    {
        _pool = pool;
        _connection = connection;
        var thread = new Thread(Run) { IsBackground = true, Name = $"pkcs11 {pool.Name} {number}" };
        thread.Start();
    }

    /// <summary>The answer to C_OpenSession.</summary>
    public Task<Ckr> Opened => _opened.Task;

    public Task Ended => _ended.Task;

    /// <summary>Its place at the queue.</summary>
    public SessionTurn Turn { get; } = new();

    /// <summary>The connection that it belongs to: when its call is found to hang, there may be another one already.</summary>
    public int Generation => _connection.Generation;

    public bool IsBusy => Volatile.Read(ref _busySince) != 0;

    /// <summary>Its call did not return in time: nobody waits for this thread any more.</summary>
    public bool IsAbandoned => _isAbandoned;

    /// <summary>Lets it take jobs; before that it only holds its session.</summary>
    public void Release() => _released.Set();

    public void RequestStop()
    {
        Turn.Stop();
        _released.Set();
    }

    /// <summary>Takes the job away from a call that began before <paramref name="timestamp"/>; null when there is none.</summary>
    public SignJob? TakeStalled(long timestamp)
    {
        var since = Volatile.Read(ref _busySince);
        var job = Volatile.Read(ref _current);
        if (
            since == 0
            || since >= timestamp
            || job is null
            || Interlocked.CompareExchange(ref _current, null, job) != job
        )
        {
            return null;
        }

        _isAbandoned = true;
        RequestStop();
        _pool.Queue.Abandon(Turn);
        return job;
    }

    private void Run()
    {
        try
        {
            Live();
        }
#pragma warning disable CA1031 // A defect, ours or a module's, costs one token a connection, not the server its process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _pool.Queue.Abandon(Turn);
            // Before it is open the token's thread waits for it, and hears.
            if (!_opened.TrySetException(e))
            {
                _pool.ReportDefect(_connection.Generation, e);
            }
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private void Live()
    {
        var code = _connection.Cryptoki.OpenSession(_connection.Slot, Ck.SessionFlag.Serial, out _session);
        _opened.SetResult(code);
        if (code != Ckr.Ok)
        {
            return;
        }

        _released.Wait();
        while (_pool.Queue.TryTake(Turn, out var job))
        {
            Handle(job);
        }

        _connection.Cryptoki.CloseSession(_session);
    }

    private void Handle(SignJob job)
    {
        job.LeaveQueue();
        if (job.Task.IsCompleted || _pool.FailIfTooOld(job))
        {
            return;
        }

        // It was queued when the token was not known yet, or when another one was in its place.
        if (!_connection.Token.IsNamedBy(job.Route.Uri))
        {
            _pool.Finish(_connection.Generation, job, SignResult.Absent);
            return;
        }

        var start = _pool.Time.GetTimestamp();
        Volatile.Write(ref _current, job);
        Volatile.Write(ref _busySince, start);
        try
        {
            _pool.Instruments.Taken(_pool.Name, job.Lane, _pool.Time.GetElapsedTime(job.EnqueuedAt, start));
            var result = Sign(job);
            Volatile.Write(ref _busySince, 0);
            _pool.Instruments.Signed(_pool.Name, result.Code, _pool.Time.GetElapsedTime(start));
            if (Interlocked.Exchange(ref _current, null) == job)
            {
                _pool.Finish(_connection.Generation, job, result);
            }
        }
#pragma warning disable CA1031 // A defect of ours fails one signature, not the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            job.Fail(SigningErrorKind.Internal, "The signature could not be made.", e);
        }
        finally
        {
            Volatile.Write(ref _busySince, 0);
        }
    }

    private SignResult Sign(SignJob job)
    {
        var cached = job.Route[_pool.Index];
        if (cached?.Generation == _connection.Generation)
        {
            var result = SignWith(cached, job);
            if (result.Code.Classify() != CkrClass.HandleInvalid)
            {
                return result;
            }
        }

        // No handle yet, or a stale one: look up, once.
        var code = KeyLookup.Find(
            _connection.Cryptoki,
            _session,
            job.Route.Uri,
            _connection.Generation,
            out var key,
            out var isAmbiguous
        );
        job.Route[_pool.Index] = key;
        if (key is not null)
        {
            _pool.Meet(_connection, key.IsRsa ? KeyFamily.Rsa : KeyFamily.Ec);
        }

        return code != Ckr.Ok ? SignResult.Of(code)
            : isAmbiguous ? SignResult.Ambiguous
            : key is null ? SignResult.Absent
            : SignWith(key, job);
    }

    private SignResult SignWith(TokenKey key, SignJob job)
    {
        if (!key.Fits(job.Algorithm.Scheme))
        {
            return SignResult.Of(Ckr.KeyTypeInconsistent);
        }

        var code = TokenSigner.Sign(_connection.Cryptoki, _session, key, job.Algorithm, job.Digest, out var signature);
        var wantsPin = code == Ckr.UserNotLoggedIn && KeyLookup.WantsPin(_connection.Cryptoki, _session, key.Handle);
        return new SignResult(code, signature, wantsPin ? SignFinding.KeyWantsPin : SignFinding.Tried);
    }
}
