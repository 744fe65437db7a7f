// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Administration;

/// <summary>A change that takes effect when a second administrator confirms it.</summary>
/// <param name="Id">Its name, 32 hex digits.</param>
/// <param name="Administrator">Who asked for it; never the one to confirm it.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="ExpiresAt">From then on it can't be confirmed.</param>
/// <param name="Operation">The RPC.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Description">One sentence: what it does.</param>
internal sealed record PendingChange(
    string Id,
    string Administrator,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    string Operation,
    string Tenant,
    string IdentityId,
    string Description
);
