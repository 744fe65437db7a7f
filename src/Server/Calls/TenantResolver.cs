// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Finds the tenant of a request.</summary>
internal sealed class TenantResolver(ICertificateCatalogSource catalogs)
{
    /// <summary>The named tenant, or the only one when none is named.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.NotPermitted"/>: not served here; <see cref="SigningErrorKind.InvalidRequest"/>: there are several.
    /// </exception>
    public string Resolve(string named, string field)
    {
        var catalog = catalogs.Current;
        if (named.Length > 0)
        {
            return catalog.HasTenant(named)
                ? named
                : throw new SigningException(SigningErrorKind.NotPermitted, "The tenant is not served here.", field);
        }
        return catalog.Tenants.Count == 1
            ? catalog.Tenants.First()
            : throw new SigningException(SigningErrorKind.InvalidRequest, "The tenant has to be named.", field);
    }
}
