// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Which uses of keys to find: all that is set must hold.</summary>
public sealed record KeyUseSearch
{
    /// <summary>The tenant; null for any.</summary>
    public string? Tenant { get; init; }

    /// <summary>The identity; null for any.</summary>
    public string? IdentityId { get; init; }

    /// <summary>The first day, UTC; null for any.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, UTC; null for any.</summary>
    public DateOnly? Through { get; init; }
}
