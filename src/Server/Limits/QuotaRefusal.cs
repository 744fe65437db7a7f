// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>Why a client may not have this now.</summary>
/// <param name="Limit">The limit's name in the configuration; or <c>unreadAnswers</c>.</param>
/// <param name="Wait">When it may; of <c>inFlight</c>, <c>streams</c> and <c>unreadAnswers</c>, which depend on other calls, when to ask again.</param>
internal readonly record struct QuotaRefusal(string Limit, TimeSpan Wait)
{
    /// <summary>What the caller is told.</summary>
    public SigningError ToError() =>
        new(SigningErrorKind.QuotaExceeded, $"The client is over its limit {Limit}; try again later.")
        {
            RetryAfter = Wait,
        };
}
