// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The certificate is revoked, for good. It tells this server, not the authority.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Reason">Why; 1 to 200 characters.</param>
internal sealed record RevokeVersion(string Tenant, string IdentityId, int Version, string Reason)
    : IdentityChange(Tenant, IdentityId);
