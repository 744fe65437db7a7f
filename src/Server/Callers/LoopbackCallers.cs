// SPDX-License-Identifier: Apache-2.0
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Without TLS the ports are on loopback, and every call is this machine's.</summary>
internal sealed class LoopbackCallers : ICallerSource
{
    public Caller Identify(HttpContext http) => Caller.Loopback;

    public string EvidenceOf(HttpContext http) => "";

    public bool ServesPages(HttpContext http) => true;
}
