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

    /// <summary>Of a PDF that carries the XML it was made from; null for every other file.</summary>
    public PairReport? Pair { get; init; }

    /// <summary>True when the file passed, and the pair if it is half of one.</summary>
    public bool HasPassed =>
        Report.Indication == Indication.TotalPassed
        && Pair is not ({ HasFailed: true } or { IsIndeterminate: true })
        && (Pair?.Attachments ?? []).All(static a => a.Report.Indication == Indication.TotalPassed);
}
