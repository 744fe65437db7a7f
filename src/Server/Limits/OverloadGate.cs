// SPDX-License-Identifier: Apache-2.0
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// In front of gRPC: refuses a single document when its headers are in and before its message is parsed, while work waits too
/// long somewhere. What is let in keeps its latency, and a refusal costs next to nothing: under a multiple of what the server can do, most
/// of what it does is to refuse. Streams are not asked: they wait. Nothing is remembered, so the first call after a burst is let in.
/// A client that is slow to send its messages keeps nobody else out (<see cref="GateCalls"/>).
/// </summary>
internal sealed partial class OverloadGate(
    LoadSignals signals,
    PoolDelay pool,
    ServerInstruments instruments,
    GateRefusals gate,
    TimeProvider time,
    ILogger<OverloadGate> logger
)
{
    /// <summary>How long work may wait in one line before further single documents are refused.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(250);

    private static readonly SigningError s_overloaded = new(
        SigningErrorKind.Overloaded,
        "The server is at its limit; try again shortly."
    )
    {
        RetryAfter = TimeSpan.FromMilliseconds(500),
    };

    // Beyond places: calls whose message is still on its way, and those that read or draw only.
    private const int CallsPerPlace = 2;
    private readonly GateCalls _calls = new(time);

    /// <summary>Passes the call on, or answers it.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        var method = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        return method is { Type: MethodType.Unary } && DocumentCalls.Contains(method.FullName)
            ? PassAsync(http, next, method.FullName)
            : next(http);
    }

    private async Task PassAsync(HttpContext http, RequestDelegate next, string fullName)
    {
        var caller = CallerContext.Of(http).Caller.Id;
        var call = _calls.Enter(caller);
        try
        {
            if (Reason(call, DocumentCalls.Signs(fullName)) is { } reason)
            {
                instruments.Refused(caller, s_overloaded.Kind, reason);
                LogRefused(fullName, caller, reason, gate.Refuse(http, fullName, s_overloaded));
                return;
            }
            call.Attach(http);
            await next(http);
        }
        finally
        {
            call.End();
        }
    }

    // A few are always let in: they don't make the lines long, and what does (another program, a slow token) is no reason for
    // refusing everybody.
    // What neither takes a place nor asks the HSM doesn't wait for them.
    private string? Reason(GateCall call, bool signs) =>
        call.IsWithin(signals.Places / 2) ? null
        : !call.IsWithin((long)CallsPerPlace * signals.Places) ? "calls"
        : signs && signals.IsFull() ? "maxInFlight"
        : signs && signals.HsmDelay() > MaxDelay ? "hsm"
        : (signals.ThreadDelay?.Invoke() ?? pool.Value) > MaxDelay ? "processors"
        : null;

    [LoggerMessage(1013, LogLevel.Debug, "{Method} by '{Caller}' refused: too much to do ({Reason}, call {Id})")]
    private partial void LogRefused(string method, string caller, string reason, string id);
}
