// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Limits;

/// <summary>So many tokens each second, at most one second's worth at once. Full at first. The owner locks.</summary>
/// <param name="perSecond">At least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(int perSecond, TimeProvider time)
{
    // What rounding may take from a token that is there.
    private const double Rounding = 1e-6;

    private double _tokens = perSecond;
    private long _since = time.GetTimestamp();

    /// <summary>How long it takes until so many tokens are there, in whole milliseconds; zero when they are.</summary>
    /// <param name="tokens">At most <c>perSecond</c>.</param>
    public TimeSpan WaitFor(int tokens)
    {
        Refill();
        var missing = tokens - _tokens;
        return missing <= Rounding
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(Math.Ceiling((missing - Rounding) * 1000 / perSecond));
    }

    /// <summary>Takes one, after <see cref="WaitFor"/> said that it is there.</summary>
    public void Take() => _tokens--;

    private void Refill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(perSecond, _tokens + time.GetElapsedTime(_since, now).TotalSeconds * perSecond);
        _since = now;
    }
}
