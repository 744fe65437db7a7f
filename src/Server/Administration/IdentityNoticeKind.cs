// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Administration;

/// <summary>What watchers are told.</summary>
internal enum IdentityNoticeKind
{
    /// <summary>An identity, or a version of it, changed.</summary>
    Changed = 1,

    /// <summary>The certificate in force, or an issuer of it, comes to its end: 90, 30, 7 or 1 days are left.</summary>
    Expiring = 2,

    /// <summary>A change waits for a second administrator.</summary>
    ChangePending = 3,

    /// <summary>A pending change was rejected, or expired; one that is confirmed is told as <see cref="Changed"/>.</summary>
    ChangeDropped = 4,
}
