// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>An identity with all its versions, as the catalog keeps it.</summary>
/// <param name="Definition">Who it is.</param>
/// <param name="Versions">By number, from 1; none before its first key.</param>
/// <param name="Revision">Grows by one with every change: what a change was made for.</param>
public sealed record IdentityRecord(
    IdentityDefinition Definition,
    IReadOnlyList<IdentityVersion> Versions,
    long Revision
)
{
    /// <summary>The version that signs; null when none does.</summary>
    public IdentityVersion? Active => Versions.FirstOrDefault(static v => v.State == VersionState.Active);
}
