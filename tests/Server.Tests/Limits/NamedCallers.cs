// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Callers that say in a header who they are, and may everything within their limits.</summary>
internal sealed class NamedCallers : ICallerSource, ICallerGrants
{
    private const string Header = "x-client";
    private readonly ConcurrentDictionary<string, Caller> _callers = new(StringComparer.Ordinal);

    /// <summary>What the journal was told.</summary>
    public EventRecorder Events { get; } = new();

    /// <summary>Gives a client its limits.</summary>
    public NamedCallers With(string client, ClientLimitOptions limits)
    {
        _callers[client] = new Caller(
            new ClientOptions
            {
                Id = client,
                Certificates = [],
                Grants = [],
                Limits = limits,
            }
        );
        return this;
    }

    /// <summary>What a call of a client carries.</summary>
    public static Metadata By(string client) => new() { { Header, client } };

    public CallerParts Parts(IEventRecorder _) => new(null, this, this, Events);

    public Caller Identify(HttpContext http) => _callers[http.Request.Headers[Header].ToString()];

    public string EvidenceOf(HttpContext http) => "";

    public bool ServesPages(HttpContext http) => true;

    public bool May(string caller, CallerOperation operation, string? tenant) => true;

    public bool MaySign(string caller, SigningIdentity identity, RoleClaim claim) => true;
}
