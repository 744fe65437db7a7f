// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A role that an identity may sign in.</summary>
/// <param name="Role">The role.</param>
/// <param name="Subjects">For GVBM: the codes of the subjects; empty means every subject.</param>
public sealed record RoleGrant(SignerRole Role, IReadOnlyList<string> Subjects)
{
    /// <summary>True when the grant covers the claim.</summary>
    public bool Covers(RoleClaim claim) =>
        claim.Role == Role && (Subjects.Count == 0 || (claim.Subject is { } s && Subjects.Contains(s)));
}
