// SPDX-License-Identifier: Apache-2.0
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// Counts calls until their last frame is written, so that connections are closed only then: a client whose connection
/// goes away with its status still on the way sees a broken connection instead of UNAVAILABLE.
/// </summary>
internal sealed class RunningCalls
{
    private readonly Lock _lock = new();
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Counts a call from now to its end.</summary>
    public void Count(HttpContext http)
    {
        lock (_lock)
        {
            _running++;
        }
        http.Response.OnCompleted(() =>
        {
            Ended();
            return Task.CompletedTask;
        });
    }

    /// <summary>Ends when no call is running, or when <paramref name="limit"/> is cancelled.</summary>
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
            if (--_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }
}
