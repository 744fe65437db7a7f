// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The version that was replaced last signs again; the active one becomes retiring.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
internal sealed record RollBack(string Tenant, string IdentityId) : IdentityChange(Tenant, IdentityId);
