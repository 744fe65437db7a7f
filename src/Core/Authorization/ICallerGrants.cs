// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to what callers may do.</summary>
public interface ICallerGrants
{
    /// <summary>True when the caller may use the tenant's identity for the role. Unknown callers may nothing.</summary>
    bool MaySign(string caller, SigningIdentity identity, RoleClaim claim);
}
