// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Who signs: what stays the same from one certificate to the next.</summary>
public sealed record IdentityDefinition
{
    /// <summary>The tenant that it belongs to.</summary>
    public required string Tenant { get; init; }

    /// <summary>Its name within the tenant: at most 64 letters, digits, <c>.</c>, <c>-</c>, <c>_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A person or an organisation.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>The code of the school it signs for.</summary>
    public required string School { get; init; }

    /// <summary>What it may sign as.</summary>
    public required IReadOnlyList<RoleGrant> Roles { get; init; }

    /// <summary>True when the configuration file defines it: then only the file changes who it is.</summary>
    public bool IsConfigured { get; init; }
}
