// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>One role at one level.</summary>
/// <param name="Role">The role.</param>
/// <param name="IsRequired">
/// True when the roles after it have to wait for it (for GVBM: for every subject). False when it may sign, but only before them.
/// </param>
public sealed record RoleRule(SignerRole Role, bool IsRequired);
