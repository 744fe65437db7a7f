// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Another school, other roles; its kind stays. Refused for an identity of the configuration file.</summary>
/// <param name="Definition">Who it is from now on.</param>
internal sealed record UpdateIdentity(IdentityDefinition Definition) : IdentityChange(Definition.Tenant, Definition.Id);
