// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Which thread connects and looks after the token. One whose call doesn't return is left in it, and another one takes its place: what the first one
/// owned is then the second one's, but for its connection, which it closes when the call returns.
/// </summary>
internal sealed partial class TokenPool
{
    // Beside so many that hang a new one is started; then one of them has to return first.
    private const int MaximumHanging = 3;

    // A module that is only slow to connect is waited for longer each time: eight times as long at last.
    private const int MaximumPatience = 3;

    private volatile CallWatch? _watch;
    private volatile SessionThread[] _left = [];
    private int _isWithoutKeeper;
    private int _hanging;
    private int _patience;

    private void StartKeeper(bool isFirst)
    {
        var watch = new CallWatch(Time);
        new Thread(() => Keep(watch, isFirst)) { IsBackground = true, Name = $"pkcs11 {Name}" }.Start();
        _watch = watch;
    }

    private void Keep(CallWatch watch, bool isFirst)
    {
        try
        {
            if (!isFirst)
            {
                AwaitRoom();
                Pause();
            }

            Run(watch);
        }
#pragma warning disable CA1031 // Its connection is gone, well or ill; nothing else is this thread's any more.
        catch (Exception) when (watch.IsAbandoned)
#pragma warning restore CA1031
        {
            Interlocked.Decrement(ref _hanging);
            _wake.Set();
            return;
        }

        _firstTry.TrySetResult();
        _ended.TrySetResult();
    }

    private void AwaitRoom()
    {
        while (!_isStopping && Volatile.Read(ref _hanging) > MaximumHanging)
        {
            Wait(_options.RecoveryBackOffMaximum);
        }
    }

    /// <summary>Puts another thread in the place of one whose call should be back. Called by the timer.</summary>
    private void ReplaceKeeper()
    {
        if (_watch is { } watch && watch.TryAbandon() is { } function)
        {
            Interlocked.Increment(ref _hanging);
            Abandon(watch, $"{function} did not come back in time");
            Volatile.Write(ref _isWithoutKeeper, 1);
        }

        if (Interlocked.Exchange(ref _isWithoutKeeper, 0) == 0)
        {
            return;
        }

        try
        {
            StartKeeper(isFirst: false);
        }
#pragma warning disable CA1031 // A thread that can't be made now is made the next time.
        catch (Exception)
#pragma warning restore CA1031
        {
            Volatile.Write(ref _isWithoutKeeper, 1);
        }
    }

    /// <summary>The connection is lost, ready or not, and its sessions are nobody's: they end by themselves.</summary>
    private void Abandon(CallWatch watch, string reason)
    {
        if (watch.IsConnecting)
        {
            _patience = Math.Min(_patience + 1, MaximumPatience);
            Interlocked.Exchange(ref _lostGeneration, Volatile.Read(ref _generation));
            Interlocked.Increment(ref _failures);
            StopThreads();
            Change(TokenState.Unavailable, reason, false, false);
            _firstTry.TrySetResult();
        }
        else
        {
            // Nothing, where it was lost before: then the next try is due as that loss has it.
            ReportLoss(Volatile.Read(ref _generation), reason, isStalled: true);
        }

        // What they sign meanwhile is still watched.
        _left = [.. _left.Where(static thread => !thread.IsAbandoned && !thread.Ended.IsCompleted), .. _threads];
        _threads = [];
    }
}
