// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Cli;

/// <summary>Somebody of the sample school who signs; no real person.</summary>
/// <param name="Id">The identity's name, the key's label and the certificate's file name.</param>
/// <param name="Name">The common name of the certificate.</param>
/// <param name="Unit">The department; empty for none.</param>
/// <param name="Kind">A person or the school.</param>
/// <param name="Roles">What it may sign as.</param>
/// <param name="Key">The kind of key.</param>
internal sealed record DevelopmentIdentity(
    string Id,
    string Name,
    string Unit,
    IdentityKind Kind,
    IReadOnlyList<RoleGrant> Roles,
    KeyKind Key = KeyKind.EcP256
);
