// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What became of a batch.</summary>
/// <param name="Sealed">The names of the files that were written.</param>
/// <param name="Signatures">How many signatures are on them that this batch made.</param>
/// <param name="Failures">The others, each with its reason.</param>
internal sealed record BatchOutcome(IReadOnlyList<string> Sealed, int Signatures, IReadOnlyList<BatchFailure> Failures)
{
    /// <summary>What is known of the files that were written, where the call asks for it.</summary>
    public IReadOnlyList<SignedFile> Files { get; init; } = [];

    /// <summary>How many document timestamps are on them that this batch made.</summary>
    public int Timestamps { get; init; }

    /// <summary>Whether the server could not be asked at all, or failed before it answered for any file.</summary>
    public bool IsServerFault { get; init; }
}
