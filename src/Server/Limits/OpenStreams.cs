// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>How many streams each client has open: each may hold its settings for as long as it likes. Thread-safe.</summary>
internal sealed class OpenStreams
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts one more, to <see cref="End"/>; false when it would be over the limit.</summary>
    /// <param name="client">Whose it is.</param>
    /// <param name="limit">How many; 0: any number.</param>
    public bool TryBegin(string client, int limit)
    {
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(client);
            if (limit > 0 && open >= limit)
            {
                return false;
            }
            _open[client] = open + 1;
            return true;
        }
    }

    /// <summary>A stream has ended, in whatever way.</summary>
    public void End(string client)
    {
        lock (_lock)
        {
            if (--_open[client] == 0)
            {
                _open.Remove(client);
            }
        }
    }
}
