// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>What came of one request.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Token">The checked token; null unless granted.</param>
/// <param name="Detail">One sentence; null when granted.</param>
/// <param name="RetryAfter">What the authority asks for; null when it doesn't.</param>
internal sealed record AuthorityAnswer(
    TimestampOutcome Outcome,
    TimestampToken? Token,
    string? Detail,
    TimeSpan? RetryAfter = null
)
{
    public static AuthorityAnswer Of(TimestampOutcome outcome, string detail, TimeSpan? retryAfter = null) =>
        new(outcome, null, detail, retryAfter);
}
