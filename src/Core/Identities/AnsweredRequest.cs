// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A request of an administrator that was carried out, so that it is not carried out twice.</summary>
public sealed record AnsweredRequest
{
    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Who asked.</summary>
    public required string Administrator { get; init; }

    /// <summary>What the administrator named the request; unique with the two before.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it was carried out.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of what was asked for.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The identity.</summary>
    public required string IdentityId { get; init; }

    /// <summary>The version that it made or concerned; null for none.</summary>
    public int? Version { get; init; }

    /// <summary>The change that it had wait; null for none.</summary>
    public string? ChangeId { get; init; }
}
