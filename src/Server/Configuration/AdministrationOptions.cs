// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>How identities and their certificates are administered.</summary>
public sealed record AdministrationOptions
{
    /// <summary>True when a change takes effect only after a second administrator has confirmed it. Default false.</summary>
    public bool DualControl { get; init; }

    /// <summary>From when to until when a pending change can be confirmed, in hours, 1 to 720. Default 24.</summary>
    public int ChangeExpiryHours { get; init; } = 24;

    /// <summary>No identity signs with a certificate that is valid, or whose issuers are, for less than this many days, 0 to 3,650. Default 0.</summary>
    public int MinRemainingDays { get; init; }

    /// <summary>A retiring version retires by itself after this many days, 0 to 3,650. Default 0: only by command.</summary>
    public int RetireAfterDays { get; init; }
}
