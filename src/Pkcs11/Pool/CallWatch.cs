// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// Notes which call a token's thread is in, and until when it should be back. A call that isn't can be abandoned, once, and only while it lasts: so
/// the thread owns the token's state whenever it isn't in a call, and after an abandoned one never again.
/// </summary>
internal sealed class CallWatch(TimeProvider time)
{
    private const long Idle = 0;
    private const long Abandoned = -1;

    // Until when: a timestamp, or one of the above.
    private long _until;
    private string _function = "";

    /// <summary>How long a call may take. Set by the thread that makes the calls.</summary>
    public TimeSpan Limit { get; set; }

    /// <summary>Whether its thread was making the connection, and not looking after one that was ready. Set by that thread.</summary>
    public bool IsConnecting { get; set; }

    /// <summary>Another thread has taken the place of this one.</summary>
    public bool IsAbandoned => Volatile.Read(ref _until) == Abandoned;

    /// <summary>A call begins; it ends with <see cref="Call.Dispose"/>. What an abandoned thread closes isn't watched any more.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="limit">How long it may take; null for <see cref="Limit"/>, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    public Call Enter(string function, TimeSpan? limit = null)
    {
        if (IsAbandoned)
        {
            return default;
        }

        var length = limit ?? Limit;
        var until =
            length == Timeout.InfiniteTimeSpan
                ? long.MaxValue
                : time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);
        _function = function;
        Volatile.Write(ref _until, until);
        return new Call(this);
    }

    /// <summary>Abandons a call that should be back by now: whoever gets its name takes its thread's place. Null when there is none.</summary>
    public string? TryAbandon()
    {
        var until = Volatile.Read(ref _until);
        if (until is Idle or Abandoned || until >= time.GetTimestamp())
        {
            return null;
        }

        var function = Volatile.Read(ref _function);
        return Interlocked.CompareExchange(ref _until, Abandoned, until) == until ? function : null;
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _until, Idle) == Abandoned)
        {
            Volatile.Write(ref _until, Abandoned);
            throw new CallAbandonedException();
        }
    }

    /// <summary>A call that is being made.</summary>
    public readonly ref struct Call(CallWatch? watch)
    {
        /// <summary>It has returned.</summary>
        /// <exception cref="CallAbandonedException">Too late.</exception>
        public void Dispose() => watch?.Leave();
    }
}
