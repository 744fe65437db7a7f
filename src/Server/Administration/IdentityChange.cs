// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Administration;

/// <summary>One change of an identity: a value that can wait for a second administrator.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
internal abstract record IdentityChange(string Tenant, string IdentityId);
