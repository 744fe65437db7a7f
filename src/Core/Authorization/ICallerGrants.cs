// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to what callers may do. Deny by default: an unknown caller may nothing.</summary>
public interface ICallerGrants
{
    /// <summary>True when a grant of the caller names the operation for the tenant.</summary>
    /// <param name="caller">The client's name.</param>
    /// <param name="operation">One operation.</param>
    /// <param name="tenant">The tenant; null asks whether any grant names the operation.</param>
    bool May(string caller, CallerOperation operation, string? tenant);

    /// <summary>True when one grant of the caller names signing, the tenant, the identity, its school and the role.</summary>
    bool MaySign(string caller, SigningIdentity identity, RoleClaim claim);
}
