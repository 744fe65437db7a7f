// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>Which identities are listed. All that is set has to hold.</summary>
public sealed record IdentityFilter
{
    /// <summary>Only those of this school; null for any.</summary>
    public string? School { get; init; }

    /// <summary>Only those with a version in this state; unspecified for any.</summary>
    public VersionState State { get; init; }

    /// <summary>Only those whose active certificate ends before this time; null for any.</summary>
    public DateTimeOffset? ExpiringBefore { get; init; }

    /// <summary>How many are asked for at once, 1 to 500. Default 100.</summary>
    public int PageSize { get; init; } = 100;
}
