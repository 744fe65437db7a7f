// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// The single documents whose headers are in, and by client those whose message is still on its way. How long that takes is the client's
/// own doing, so what one sends beyond an equal share of the places keeps nobody else out. A client alone has them all; what n clients
/// can hold together, sending as slowly as they may, is (1 + 1/2 + … + 1/n) times the places. Thread-safe.
/// </summary>
internal sealed class GateCalls
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _sending = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Counts a call whose headers are in, to <see cref="GateCall.End"/>.</summary>
    public GateCall Enter(string client)
    {
        lock (_lock)
        {
            _calls++;
            _sending[client] = _sending.GetValueOrDefault(client) + 1;
        }
        return new GateCall(this, client);
    }

    /// <summary>
    /// Whether a call is one of at most so many; or, where its client is sending no more than its share of them, would be if nobody was
    /// sending more than that.
    /// </summary>
    /// <param name="limit">How many.</param>
    /// <param name="client">Whose call it is; its message is still on its way.</param>
    public bool IsWithin(long limit, string client)
    {
        lock (_lock)
        {
            return _calls <= limit || IsWithinShare(limit, client);
        }
    }

    /// <summary>A message is in: from here its call counts in full.</summary>
    public void Receive(string client)
    {
        lock (_lock)
        {
            StopSending(client);
        }
    }

    /// <summary>A call has ended.</summary>
    /// <param name="client">Whose it was.</param>
    /// <param name="isReceived">Whether its message came in before.</param>
    public void End(string client, bool isReceived)
    {
        lock (_lock)
        {
            _calls--;
            if (!isReceived)
            {
                StopSending(client);
            }
        }
    }

    private bool IsWithinShare(long limit, string client)
    {
        var share = limit / _sending.Count;
        if (_sending[client] > share)
        {
            return false;
        }
        var calls = (long)_calls;
        foreach (var (_, sending) in _sending)
        {
            calls -= Math.Max(0, sending - share);
        }
        return calls <= limit;
    }

    // No entry stays behind: the places are shared by those who are sending.
    private void StopSending(string client)
    {
        var left = _sending[client] - 1;
        if (left > 0)
        {
            _sending[client] = left;
        }
        else
        {
            _sending.Remove(client);
        }
    }
}
