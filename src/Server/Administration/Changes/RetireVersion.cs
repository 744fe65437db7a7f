// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The version ends for good.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
internal sealed record RetireVersion(string Tenant, string IdentityId, int Version)
    : IdentityChange(Tenant, IdentityId);
