// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server;

/// <summary>
/// One thing that a client may do. Patterns are a whole value, <c>*</c> for every one, or <c>abc*</c> for those that begin so.
/// </summary>
public sealed record ClientGrant
{
    /// <summary>The tenant that it is for.</summary>
    public required string Tenant { get; init; }

    /// <summary>Any number of operations.</summary>
    public required CallerOperation Operations { get; init; }

    /// <summary>For signing: patterns of the codes of schools whose identities may be used.</summary>
    public IReadOnlyList<string> Schools { get; init; } = [];

    /// <summary>For signing: the roles.</summary>
    public IReadOnlyList<RoleGrant> Roles { get; init; } = [];

    /// <summary>For signing: patterns of the identities' names.</summary>
    public IReadOnlyList<string> Identities { get; init; } = [];
}
