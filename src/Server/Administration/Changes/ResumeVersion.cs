// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A suspended version goes on where it stood; one that was active becomes retiring when another has taken its place.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
internal sealed record ResumeVersion(string Tenant, string IdentityId, int Version)
    : IdentityChange(Tenant, IdentityId);
