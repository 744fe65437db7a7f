// SPDX-License-Identifier: Apache-2.0
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>One call among <see cref="GateCalls"/>. Not thread-safe: for what handles the call.</summary>
/// <param name="calls">Where it is counted.</param>
/// <param name="place">As what.</param>
internal sealed class GateCall(GateCalls calls, GateCalls.Place place)
{
    private static readonly object Key = new();

    /// <summary>Before its message is in: <see cref="GateCalls.IsWithin"/>.</summary>
    public bool IsWithin(long limit) => calls.IsWithin(limit, place);

    /// <summary>Its message is in.</summary>
    public void Receive() => calls.Receive(place);

    /// <summary>It has ended, or asks for nothing more than to be read.</summary>
    public void End() => calls.End(place);

    /// <summary>Of a call that the gate has counted; else null.</summary>
    public static GateCall? Of(HttpContext http) =>
        http.Items.TryGetValue(Key, out var known) ? (GateCall?)known : null;

    /// <summary>Gives a call its place.</summary>
    public void Attach(HttpContext http) => http.Items[Key] = this;
}
