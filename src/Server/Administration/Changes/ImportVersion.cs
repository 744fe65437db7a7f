// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A new version with a key that is in a token already, and a certificate for it.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="KeyUri">The key, as a PKCS#11 URI (RFC 7512).</param>
/// <param name="Chain">The certificate, then its issuers up to but without the anchor.</param>
internal sealed record ImportVersion(
    string Tenant,
    string IdentityId,
    string KeyUri,
    IReadOnlyList<X509Certificate2> Chain
) : IdentityChange(Tenant, IdentityId);
