// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>How one request to one authority ended.</summary>
public enum TimestampOutcome
{
    /// <summary>A token that passed every check.</summary>
    Granted,

    /// <summary>No connection, a broken answer, a server error (HTTP 5xx).</summary>
    Unreachable,

    /// <summary>No answer within the time-out.</summary>
    TimedOut,

    /// <summary>HTTP 429 or 503 with Retry-After, or failInfo timeNotAvailable or systemFailure: later, please.</summary>
    Busy,

    /// <summary>A rejection that our request or configuration causes: badAlg, badRequest, another HTTP 4xx. Alarm.</summary>
    Rejected,

    /// <summary>A token that fails its checks. Alarm; the authority is set aside.</summary>
    BadToken,
}
