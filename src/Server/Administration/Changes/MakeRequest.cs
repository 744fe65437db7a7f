// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A PKCS#10 request for the key of a version, signed in its token; one that was made before is replaced.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Content">Who and what is asked for.</param>
internal sealed record MakeRequest(string Tenant, string IdentityId, int Version, CertificateRequestContent Content)
    : IdentityChange(Tenant, IdentityId);
