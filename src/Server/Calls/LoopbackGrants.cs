// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>
/// What callers may do without TLS, where none is authenticated: the one caller there is, a process of this machine, may use everything
/// of the configured tenants.
/// </summary>
internal sealed class LoopbackGrants : ICallerGrants
{
    /// <summary>The caller's name in requests and in the journal.</summary>
    public const string Caller = "loopback";

    public bool May(string caller, CallerOperation operation, string? tenant) => caller == Caller;

    public bool MaySign(string caller, SigningIdentity identity, RoleClaim claim) => caller == Caller;
}
