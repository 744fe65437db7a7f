// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Batches;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// The answers of single documents that their clients have not taken yet, in bytes. A client whose unread answers come to what a stream of
/// its may hold begins nothing more; what the server is working on by then still adds to them. Thread-safe.
/// </summary>
internal sealed class UnreadAnswers(StreamWatch watch, CallLimits limits)
{
    /// <summary>What a client is told that has to read first.</summary>
    public static readonly QuotaRefusal Refusal = new("unreadAnswers", TimeSpan.FromMilliseconds(500));

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);

    /// <summary>Whether so much is unread that the client has to read first.</summary>
    public bool AreOver(Caller caller)
    {
        // Without TLS one caller stands for all processes of this machine.
        var most = ReferenceEquals(caller, Caller.Loopback) ? limits.MaxBytesInFlight : limits.MaxBytesPerStream;
        lock (_lock)
        {
            return _bytes.GetValueOrDefault(caller.Id) >= most;
        }
    }

    /// <summary>After a call: waits until its client has taken the answer, which counts until then but keeps nobody out of the server.</summary>
    public async Task TakenAsync(HttpContext http, string client)
    {
        var bytes = StreamWatch.UnreadBytes(http);
        if (bytes == 0)
        {
            return;
        }
        GateCall.Of(http)?.End();
        Add(client, bytes);
        try
        {
            await watch.TakenAsync(http);
        }
        finally
        {
            Add(client, -bytes);
        }
    }

    private void Add(string client, long bytes)
    {
        lock (_lock)
        {
            var sum = _bytes.GetValueOrDefault(client) + bytes;
            if (sum == 0)
            {
                _bytes.Remove(client);
            }
            else
            {
                _bytes[client] = sum;
            }
        }
    }
}
