// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>One thing that isn't as it should be.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">The row, or the first of several; null when it concerns no row.</param>
/// <param name="Through">The last of several rows; equal to <paramref name="Sequence"/> for one.</param>
/// <param name="Checkpoint">The checkpoint that shows it, or that it concerns; null for none.</param>
/// <param name="Detail">One sentence for the auditor.</param>
public sealed record AuditFinding(
    AuditFindingKind Kind,
    long? Sequence,
    long? Through,
    long? Checkpoint,
    string Detail
);
