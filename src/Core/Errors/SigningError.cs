// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A failure as a value: what a batch answers for one item.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Message">One safe sentence for the caller.</param>
/// <param name="Field">The offending field, or the place in the document; null when there is none.</param>
public sealed record SigningError(SigningErrorKind Kind, string Message, string? Field = null)
{
    /// <summary>When a retry makes sense; null when it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What it concerns, for the journal: the identity that was asked for; null when it concerns none.</summary>
    public string? Subject { get; init; }

    /// <summary>The same failure as an exception, where the answer is one document.</summary>
    public SigningException ToException() => new(Kind, Message, Field) { RetryAfter = RetryAfter, Subject = Subject };
}
