// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The one exception type for faults. <see cref="Exception.Message"/> is safe to show to the caller.</summary>
public sealed class SigningException : Exception
{
    /// <summary>Makes a fault.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="safeMessage">One sentence for the caller: no PIN, no key, no pupil's name, no path of the server.</param>
    /// <param name="field">The offending field of the request, or the place in the document; null when there is none.</param>
    /// <param name="cause">What the log gets, never the caller.</param>
    public SigningException(SigningErrorKind kind, string safeMessage, string? field = null, Exception? cause = null)
        : base(safeMessage, cause)
    {
        Kind = kind;
        Field = field;
    }

    /// <summary>What went wrong.</summary>
    public SigningErrorKind Kind { get; }

    /// <summary>The offending field, or the place in the document (<c>line 3, column 14</c>, an Id, an element path).</summary>
    public string? Field { get; }

    /// <summary>When a retry makes sense; null when it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What it concerns, for the journal: the identity that was asked for; null when it concerns none.</summary>
    public string? Subject { get; init; }

    /// <summary>The same fault as a value, for an item of a batch.</summary>
    public SigningError ToError() => new(Kind, Message, Field) { RetryAfter = RetryAfter, Subject = Subject };
}
