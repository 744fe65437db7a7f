// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Core;

/// <summary>What became of one document: it, or why not.</summary>
public sealed class SigningResult
{
    private SigningResult(SignedDocument? document, SigningError? error)
    {
        Document = document;
        Error = error;
    }

    /// <summary>The document; null when it failed.</summary>
    public SignedDocument? Document { get; }

    /// <summary>Why it failed; null when it didn't.</summary>
    public SigningError? Error { get; }

    /// <summary>True when there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSigned => Document is not null;

    /// <summary>A document.</summary>
    public static SigningResult Of(SignedDocument document) => new(document, null);

    /// <summary>A failure.</summary>
    public static SigningResult Of(SigningError error) => new(null, error);
}
