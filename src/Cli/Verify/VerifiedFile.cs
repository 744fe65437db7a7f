// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>One file and the verdict on it.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Report">The verdict.</param>
internal sealed record VerifiedFile(string File, VerificationReport Report)
{
    /// <summary>The revisions that its signatures cover, in the order of the signatures; null when nobody asked for them.</summary>
    public IReadOnlyList<SignedRevision>? Revisions { get; init; }
}
