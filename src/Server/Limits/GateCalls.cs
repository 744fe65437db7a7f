// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// The single documents whose headers are in, and by client those whose message is still on its way. How long that takes is the client's
/// own doing, so what one sends beyond an equal share of the places keeps nobody else out, nor does what it has been sending for longer
/// than a moment; itself it does. A client alone has all the places; what n clients can hold together, sending as slowly as they may, is
/// (1 + 1/2 + … + 1/n) times the places, or one each. Thread-safe.
/// </summary>
internal sealed class GateCalls(TimeProvider time)
{
    // An honest message is in by then, but for large ones on slow lines; those that come at once count as the work that they will be.
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();

    // Of those who are sending, and of no others: the places are shared by them.
    private readonly Dictionary<string, Sender> _senders = new(StringComparer.Ordinal);

    // All of the last moment, in their order; also what has come in or ended meanwhile.
    private readonly Queue<Place> _fresh = new();
    private int _calls;
    private int _received;

    /// <summary>Counts a call whose headers are in, to <see cref="GateCall.End"/>.</summary>
    public GateCall Enter(string client)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            ForgetOld(now);
            if (!_senders.TryGetValue(client, out var sender))
            {
                _senders[client] = sender = new Sender(client);
            }
            var place = new Place(sender, now);
            _calls++;
            sender.Sending++;
            sender.Fresh++;
            _fresh.Enqueue(place);
            return new GateCall(this, place);
        }
    }

    /// <summary>
    /// Whether a call is one of at most so many; or, where its client is sending no more than its share of them, would be if nobody was
    /// sending more than that, and the others had what they have begun to send a while ago.
    /// </summary>
    /// <param name="limit">How many.</param>
    /// <param name="place">Of a call whose message is still on its way.</param>
    public bool IsWithin(long limit, Place place)
    {
        lock (_lock)
        {
            return _calls <= limit || IsWithinShare(limit, place.Sender);
        }
    }

    /// <summary>A message is in: from here its call counts in full.</summary>
    public void Receive(Place place)
    {
        lock (_lock)
        {
            if (place.State == CallState.Sending)
            {
                StopSending(place, CallState.Received);
                _received++;
            }
        }
    }

    /// <summary>A call has ended.</summary>
    public void End(Place place)
    {
        lock (_lock)
        {
            if (place.State == CallState.Ended)
            {
                return;
            }
            if (place.State == CallState.Received)
            {
                _received--;
                place.State = CallState.Ended;
            }
            else
            {
                StopSending(place, CallState.Ended);
            }
            _calls--;
        }
    }

    private bool IsWithinShare(long limit, Sender sender)
    {
        var share = Math.Max(1, limit / _senders.Count);
        if (sender.Sending > share)
        {
            return false;
        }
        ForgetOld(time.GetTimestamp());
        var calls = (long)_received;
        foreach (var other in _senders.Values)
        {
            // Its own slowness a client has to answer for itself.
            calls += Math.Min(other == sender ? other.Sending : other.Fresh, share);
        }
        return calls <= limit;
    }

    private void ForgetOld(long now)
    {
        while (_fresh.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Begin, now) >= s_moment)
        {
            _fresh.Dequeue();
            StopBeingFresh(oldest);
        }
    }

    // No entry stays behind: the places are shared by those who are sending.
    private void StopSending(Place place, CallState next)
    {
        StopBeingFresh(place);
        place.State = next;
        if (--place.Sender.Sending == 0)
        {
            _senders.Remove(place.Sender.Client);
        }
    }

    private static void StopBeingFresh(Place place)
    {
        if (place.IsFresh)
        {
            place.IsFresh = false;
            place.Sender.Fresh--;
        }
    }

    /// <summary>One call; for the holder of the lock.</summary>
    internal sealed class Place(Sender sender, long begin)
    {
        public Sender Sender => sender;
        public long Begin => begin;
        public bool IsFresh { get; set; } = true;
        public CallState State { get; set; }
    }

    /// <summary>A client whose messages are on their way; for the holder of the lock.</summary>
    internal sealed class Sender(string client)
    {
        public string Client => client;
        public int Sending { get; set; }
        public int Fresh { get; set; }
    }

    internal enum CallState
    {
        Sending,
        Received,
        Ended,
    }
}
