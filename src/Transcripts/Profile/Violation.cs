// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>A rule of form that a document breaks.</summary>
/// <param name="Kind">How a signer refuses it.</param>
/// <param name="Sentence">What is wrong; safe to show.</param>
/// <param name="Path">The element's path.</param>
internal sealed record Violation(SigningErrorKind Kind, string Sentence, string Path)
{
    public override string ToString() => $"{Path}: {Sentence}";

    public SigningException ToException() => new(Kind, Sentence, Path);
}
