// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Finds the tenant of a request, among those that the caller has a grant for.</summary>
internal sealed class TenantResolver(ICertificateCatalogSource catalogs, ICallerGrants grants)
{
    /// <summary>The named tenant, or the only one that the caller may do this for when none is named; the call remembers it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="operation">What is asked for; of several, all are needed.</param>
    /// <param name="named">The tenant; empty for none.</param>
    /// <param name="field">Where it is named.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.NotPermitted"/>: not served here, or not for this caller: the answer is the same;
    /// <see cref="SigningErrorKind.InvalidRequest"/>: there are several.
    /// </exception>
    public string Resolve(CallerContext call, CallerOperation operation, string named, string field)
    {
        var catalog = catalogs.Current;
        var served =
            named.Length == 0 ? catalog.Tenants
            : catalog.HasTenant(named) ? [named]
            : (IEnumerable<string>)[];
        string[] allowed = [.. served.Where(tenant => grants.MayAll(call.Caller.Id, operation, tenant)).Take(2)];
        call.Tenant = allowed.Length switch
        {
            1 => allowed[0],
            0 => throw new SigningException(SigningErrorKind.NotPermitted, "The tenant is not served here.", field),
            _ => throw new SigningException(SigningErrorKind.InvalidRequest, "The tenant has to be named.", field),
        };
        return call.Tenant;
    }
}
