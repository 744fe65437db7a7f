// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// How long a request id stands for its document. An id that was used longer ago counts as new: other content is allowed then, and
/// the journal keeps both, the newer one under the next attempt. Immutable.
/// </summary>
public sealed class IdempotencyWindow
{
    /// <summary>A request id stands for its document as long as the journal has it.</summary>
    public static readonly IdempotencyWindow Unlimited = new(0, new Dictionary<string, int>(StringComparer.Ordinal));

    private readonly int _days;
    private readonly Dictionary<string, int> _daysOfClients;

    /// <summary>Makes a window.</summary>
    /// <param name="days">For everybody; 0 for as long as the journal has the request.</param>
    /// <param name="daysOfClients">For clients that have a window of their own: at least 1.</param>
    public IdempotencyWindow(int days, IReadOnlyDictionary<string, int> daysOfClients)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        _days = days;
        _daysOfClients = new Dictionary<string, int>(daysOfClients, StringComparer.Ordinal);
    }

    /// <summary>True when an id that was used then still stands for what it was used for; the last moment of the window counts.</summary>
    /// <param name="client">Whose id.</param>
    /// <param name="used">When it was last used: the signing time of its last attempt.</param>
    /// <param name="now">The time.</param>
    public bool Covers(string client, DateTimeOffset used, DateTimeOffset now)
    {
        var days = _daysOfClients.GetValueOrDefault(client, _days);
        return days == 0 || now - used <= TimeSpan.FromDays(days);
    }
}
