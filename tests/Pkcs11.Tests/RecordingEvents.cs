// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Remembers every event, and lets a test wait for a state without polling.</summary>
internal sealed class RecordingEvents : IPkcs11Events
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _choices = new(0);
    private readonly List<TokenHealth> _states = [];
    private readonly List<(Func<TokenHealth, bool> Wanted, TaskCompletionSource Found)> _waits = [];
    private readonly List<string> _retries = [];

    public IReadOnlyList<string> Retries
    {
        get
        {
            lock (_gate)
            {
                return [.. _retries];
            }
        }
    }

    public IReadOnlyList<TokenState> States
    {
        get
        {
            lock (_gate)
            {
                return [.. _states.Select(health => health.State)];
            }
        }
    }

    /// <summary>Why the token was in each of <see cref="States"/>; null where it was ready.</summary>
    public IReadOnlyList<string?> Reasons
    {
        get
        {
            lock (_gate)
            {
                return [.. _states.Select(health => health.Reason)];
            }
        }
    }

    /// <summary>Ends when the token has been in the state, before or after this call.</summary>
    public Task Reached(TokenState state, int times = 1, string? token = null)
    {
        var left = times;
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool Wanted(TokenHealth health) =>
            health.State == state && (token is null || health.Name == token) && --left == 0;
        lock (_gate)
        {
            if (_states.Any(Wanted))
            {
                return Task.CompletedTask;
            }

            _waits.Add((Wanted, found));
        }

        return found.Task.WaitAsync(Patience);
    }

    public void TokenStateChanged(TokenState previous, TokenHealth current)
    {
        lock (_gate)
        {
            _states.Add(current);
            foreach (var wait in _waits.Where(wait => wait.Wanted(current)))
            {
                wait.Found.TrySetResult();
            }
        }
    }

    /// <summary>Ends when so many choices of sessions were told.</summary>
    public async Task Chosen(int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        for (; count > 0; count--)
        {
            await _choices.WaitAsync(limit.Token);
        }
    }

    public void SessionsChosen(string token, SessionChoice choice) => _choices.Release();

    public void SignatureRetried(string token, string code)
    {
        lock (_gate)
        {
            _retries.Add(code);
        }
    }
}
