// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The version is put on hold.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Reason">Why; 1 to 200 characters.</param>
internal sealed record SuspendVersion(string Tenant, string IdentityId, int Version, string Reason)
    : IdentityChange(Tenant, IdentityId);
