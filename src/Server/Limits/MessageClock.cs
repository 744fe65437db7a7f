// SPDX-License-Identifier: Apache-2.0
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>Ends the waiting for the one message of a call when it is not in by a time. Thread-safe.</summary>
internal sealed class MessageClock : IDisposable
{
    private static readonly object Key = new();
    private readonly Lock _lock = new();
    private readonly PipeReader _body;
    private readonly ITimer _timer;
    private bool _isStopped;

    public MessageClock(HttpContext http, TimeSpan limit, TimeProvider time)
    {
        _body = http.Request.BodyReader;
        _timer = time.CreateTimer(
            static clock => ((MessageClock)clock!).RunOut(),
            this,
            limit,
            Timeout.InfiniteTimeSpan
        );
        http.Items[Key] = this;
    }

    /// <summary>Whether the time was over before the message was in.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Of a call with one message; else null.</summary>
    public static MessageClock? Of(HttpContext http) =>
        http.Items.TryGetValue(Key, out var known) ? (MessageClock?)known : null;

    /// <summary>The message is in.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
        }
        _timer.Dispose();
    }

    /// <summary>The call has ended: behind this nothing of it is touched.</summary>
    public void Dispose() => Stop();

    private void RunOut()
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                (_isStopped, IsOver) = (true, true);
                _body.CancelPendingRead();
            }
        }
    }
}
