// SPDX-License-Identifier: Apache-2.0
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// Counts calls until their last frame is written, so that connections are closed only then: a client whose connection
/// goes away with its status still on the way sees a broken connection instead of UNAVAILABLE.
/// </summary>
/// <param name="lifetime">Tells when the server stops: what begins then is not counted.</param>
internal sealed class RunningCalls(IHostApplicationLifetime lifetime)
{
    private readonly Lock _lock = new();
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>True when no call is running.</summary>
    public bool IsIdle => Volatile.Read(ref _running) == 0;

    /// <summary>True when a call has ended since the server was told to stop: somebody may still be reading its answer.</summary>
    public bool HasEndedAtStop { get; private set; }

    /// <summary>True when what begins is not counted any more.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Counts a call from now to its end; false when the server is stopping.</summary>
    public bool TryCount(HttpContext http)
    {
        lock (_lock)
        {
            // Under the lock: whoever waits for the last call has stopped the server first, and overlooks none.
            if (IsStopping)
            {
                return false;
            }
            _running++;
        }
        http.Response.OnCompleted(() =>
        {
            Ended();
            return Task.CompletedTask;
        });
        return true;
    }

    /// <summary>After the server was told to stop: ends when no call is running, or when <paramref name="limit"/> is cancelled.</summary>
    public async Task WhenIdleAsync(CancellationToken limit)
    {
        Task idle;
        lock (_lock)
        {
            if (_running == 0)
            {
                return;
            }
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
        }
        // What does not end in time is cut off by the host.
        await Task.WhenAny(idle, Task.Delay(Timeout.Infinite, limit));
    }

    private void Ended()
    {
        lock (_lock)
        {
            HasEndedAtStop |= IsStopping;
            if (--_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }
}
