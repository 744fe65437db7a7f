// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A new version with a key made in a token.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Token">The name of a configured token.</param>
/// <param name="Kind">Algorithm and size.</param>
internal sealed record GenerateKey(string Tenant, string IdentityId, string Token, KeyKind Kind)
    : IdentityChange(Tenant, IdentityId);
