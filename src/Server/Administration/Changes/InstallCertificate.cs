// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The authority's answer to the request of a version.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Chain">The certificate, then its issuers up to but without the anchor.</param>
internal sealed record InstallCertificate(
    string Tenant,
    string IdentityId,
    int Version,
    IReadOnlyList<X509Certificate2> Chain
) : IdentityChange(Tenant, IdentityId);
