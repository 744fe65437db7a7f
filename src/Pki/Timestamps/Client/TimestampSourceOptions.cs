// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>How <see cref="HttpTimestampSource"/> goes about its authorities.</summary>
public sealed record TimestampSourceOptions
{
    /// <summary>Whom to ask, in this order. At least one; names unique.</summary>
    public required IReadOnlyList<TimestampAuthorityOptions> Authorities { get; init; }

    /// <summary>How long an authority is set aside whose token failed its checks. Default: 5 min.</summary>
    public TimeSpan SetAsideFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long an authority comes last after it was unreachable, too slow or busy: so that a dead one does not cost
    /// its time-out on every request. Default: 10 s.
    /// </summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest Retry-After that is obeyed. Default: 5 min.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most that genTime and our clock may differ; beyond, the token fails its checks. Default: 5 min.</summary>
    public TimeSpan MaxClockDifference { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How strictly tokens are checked. A token that sits in a document is verified by the same rule later, so lower it
    /// only together with the verifier's. Default: every octet.
    /// </summary>
    public TokenStrictness Strictness { get; init; } = TokenStrictness.EveryOctet;

    /// <summary>Refuses options that can't work.</summary>
    /// <exception cref="ArgumentException">No authority, two of a name, a period or limit that isn't positive, another scheme.</exception>
    internal void Validate()
    {
        Require(Authorities.Count > 0, "At least one time-stamping authority is needed.");
        Require(
            Authorities.DistinctBy(a => a.Name, StringComparer.Ordinal).Count() == Authorities.Count,
            "Two time-stamping authorities bear the same name."
        );
        Require(
            Authorities.All(a => a.Url.IsAbsoluteUri && a.Url.Scheme is "http" or "https"),
            "The address of a time-stamping authority is neither http nor https."
        );
        Require(
            Authorities.All(a => a.Timeout > TimeSpan.Zero && a.MaxConcurrency > 0),
            "Timeout and MaxConcurrency have to be positive."
        );
        Require(
            SetAsideFor > TimeSpan.Zero && BackOff >= TimeSpan.Zero,
            "SetAsideFor and BackOff have to be positive."
        );
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
