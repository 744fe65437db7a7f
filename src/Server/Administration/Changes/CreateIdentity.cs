// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A new identity, without a version.</summary>
/// <param name="Definition">Who it is.</param>
internal sealed record CreateIdentity(IdentityDefinition Definition) : IdentityChange(Definition.Tenant, Definition.Id);
