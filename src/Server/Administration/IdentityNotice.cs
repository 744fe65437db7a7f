// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>One thing that watchers are told.</summary>
internal sealed record IdentityNotice
{
    /// <summary>What happened.</summary>
    public required IdentityNoticeKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The identity.</summary>
    public required string IdentityId { get; init; }

    /// <summary>The version it is about; null when it is about none.</summary>
    public IdentityVersion? Version { get; init; }

    /// <summary>The identity after the change; null when it does not exist (yet).</summary>
    public IdentityRecord? Identity { get; init; }

    /// <summary>Who did it; <c>configuration</c> or <c>schedule</c> when it was no one; empty of an expiry.</summary>
    public string Administrator { get; init; } = "";

    /// <summary>One sentence: what happened.</summary>
    public required string Description { get; init; }

    /// <summary>Of an expiry: whole days until the certificate, or the first of its issuers, ends; 0 on the last day and behind it.</summary>
    public int DaysLeft { get; init; }

    /// <summary>Of a pending or dropped change: its name; empty otherwise.</summary>
    public string ChangeId { get; init; } = "";
}
