// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Who signs at one level.</summary>
/// <param name="Level">The level.</param>
/// <param name="Roles">The roles that may sign, in the order of signing; the seal is the last.</param>
public sealed record SchoolLevelRule(SchoolLevel Level, IReadOnlyList<RoleRule> Roles)
{
    /// <summary>The fewest subject blocks that a homeroom teacher may sign; at least 1.</summary>
    public int MinSubjectBlocks { get; init; } = 1;

    /// <summary>
    /// The most subject blocks; default 100, at most 200: GVCN and CBQL have a Reference to each, and verifiers bound those (ours
    /// at 256).
    /// </summary>
    public int MaxSubjectBlocks { get; init; } = 100;

    /// <summary>The rule of a role; null when the role may not sign at this level.</summary>
    public RoleRule? Find(SignerRole role) => Roles.FirstOrDefault(r => r.Role == role);
}
