// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A change that waits for a second administrator, as it is kept.</summary>
public sealed record StoredChange
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Administrator { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From then on it can't be confirmed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The RPC.</summary>
    public required string Operation { get; init; }

    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The identity.</summary>
    public required string IdentityId { get; init; }

    /// <summary>One sentence: what it does.</summary>
    public required string Description { get; init; }

    /// <summary>The revision of the identity that it was made for; 0 for one that did not exist.</summary>
    public required long Revision { get; init; }

    /// <summary>The change itself; whoever keeps it does not look into it.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
