// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>How many sessions sign: what is configured, or what was measured when the token was first reached.</summary>
internal sealed partial class TokenPool
{
    // Enough to see which types of key there are; others are measured when they are first used.
    private const int KeysLookedAt = 200;

    private readonly SessionChoice?[] _choices = new SessionChoice?[KeyFamilies.Count];
    private readonly bool[] _isMeasuring = new bool[KeyFamilies.Count];
    private readonly int[] _failedGenerations = new int[KeyFamilies.Count];
    private volatile Task _measuring = Task.CompletedTask;
    private volatile bool _meetsAgain;

    /// <summary>What was measured, by type of key; none where the number is configured.</summary>
    public IReadOnlyList<SessionChoice> Choices
    {
        get
        {
            lock (_gate)
            {
                return [.. _choices.OfType<SessionChoice>()];
            }
        }
    }

    /// <summary>Ends when nothing is being measured.</summary>
    public Task Measuring => _measuring;

    /// <summary>A key of this type is there: finds out in the background how many sessions are worth having for it, once.</summary>
    public void Meet(TokenConnection connection, KeyFamily family)
    {
        if (_token.Sessions is not null || !IsToMeasure(connection, family))
        {
            return;
        }

        lock (_gate)
        {
            if (_isStopping || !IsToMeasure(connection, family))
            {
                return;
            }

            _isMeasuring[(int)family] = true;
            // One after another: they would disturb each other. On a thread of its own, for the module may hang.
            _measuring = _measuring.ContinueWith(
                _ => Measure(connection, family),
                CancellationToken.None,
                TaskContinuationOptions.LongRunning,
                TaskScheduler.Default
            );
        }
    }

    private void MeetKeys(TokenConnection connection)
    {
        if (_token.Sessions is not null)
        {
            return;
        }

        foreach (var family in connection.FindFamilies(KeysLookedAt))
        {
            Meet(connection, family);
        }
    }

    private void Measure(TokenConnection connection, KeyFamily family)
    {
        if (_isStopping)
        {
            return;
        }

        // Beside the anchor and the session that signs meanwhile.
        var allowed = connection.AllowedSessions(int.MaxValue) - 1;
        var choice = SessionCalibration.Run(connection.Cryptoki, connection.Slot, family, allowed);
        var isLost = IsLost(connection);
        if (isLost || choice.Failure is not null)
        {
            // It may have died meanwhile, noticed or not: the next connection asks again, and so does one that is there already.
            Volatile.Write(ref _failedGenerations[(int)family], connection.Generation);
            Volatile.Write(ref _isMeasuring[(int)family], false);
            _meetsAgain = connection.Generation != Volatile.Read(ref _generation);
        }

        if (isLost)
        {
            _wake.Set();
            return;
        }

        lock (_gate)
        {
            _choices[(int)family] = choice;
        }

        Queue.Plan = Queue.Plan.With(family, choice.Sessions);
        Notify(events => events.SessionsChosen(Name, choice));
        _wake.Set();
    }

    /// <summary>Opens what is missing since the plan was changed.</summary>
    private void OpenMoreSessions(TokenConnection connection, CallWatch watch)
    {
        if (_meetsAgain)
        {
            _meetsAgain = false;
            MeetKeys(connection);
        }

        var before = _threads.Length;
        if (connection.AllowedSessions(Queue.Plan.Sessions) <= before)
        {
            return;
        }

        try
        {
            OpenSessions(connection, watch);
        }
        catch (TokenUnavailableException e)
        {
            ReportLoss(connection.Generation, e.Message, isStalled: false);
            return;
        }

        lock (_gate)
        {
            // Those that already sign may have found the token lost meanwhile; then all of them are told to stop.
            if (IsLost(connection) || _health.State != TokenState.Ready)
            {
                StopThreads();
                return;
            }

            _health = _health with { Sessions = _threads.Length };
        }

        foreach (var thread in _threads.AsSpan(before))
        {
            thread.Release();
        }
    }

    private bool IsToMeasure(TokenConnection connection, KeyFamily family) =>
        !Volatile.Read(ref _isMeasuring[(int)family])
        && Volatile.Read(ref _failedGenerations[(int)family]) != connection.Generation;

    private bool IsLost(TokenConnection connection) =>
        connection.Generation != Volatile.Read(ref _generation)
        || connection.Generation == Volatile.Read(ref _lostGeneration);
}
