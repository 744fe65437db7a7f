// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The version signs from now on, or from a time on; the one before it becomes retiring.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="At">When; null, or a time that has passed, means now.</param>
internal sealed record ActivateVersion(string Tenant, string IdentityId, int Version, DateTimeOffset? At)
    : IdentityChange(Tenant, IdentityId);
