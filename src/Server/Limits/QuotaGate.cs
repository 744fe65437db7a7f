// SPDX-License-Identifier: Apache-2.0
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// Behind the gate of callers and in front of gRPC: a call over a limit of its client is refused when its headers are in: its
/// message is thrown away. Calls for health don't count: whoever watches a server must not have to reckon with its load.
/// </summary>
internal sealed partial class QuotaGate(
    ClientQuotas quotas,
    OpenStreams streams,
    UnreadAnswers unread,
    QuotaRefusals refusals,
    GateRefusals gate,
    ILogger<QuotaGate> logger
)
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(500);

    /// <summary>Passes the call on, or answers it.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        var method = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        if (method is null || method.ServiceName == MethodOperations.Health)
        {
            return next(http);
        }
        var call = CallerContext.Of(http);
        return method.Type != MethodType.Unary ? PassStreamAsync(http, next, call, method)
            : DocumentCalls.Contains(method.FullName) ? PassDocumentAsync(http, next, call, method)
            : PassAsync(http, next, call, method, withDocument: false);
    }

    private async Task PassDocumentAsync(HttpContext http, RequestDelegate next, CallerContext call, IMethod method)
    {
        if (unread.AreOver(call.Caller))
        {
            Refuse(http, call, method, UnreadAnswers.Refusal);
            return;
        }
        // With an answer that nobody takes the call keeps its place.
        await PassAsync(http, AnswerAsync, call, method, withDocument: true);

        async Task AnswerAsync(HttpContext http)
        {
            await next(http);
            await unread.TakenAsync(http, call.Caller.Id);
        }
    }

    private async Task PassStreamAsync(HttpContext http, RequestDelegate next, CallerContext call, IMethod method)
    {
        // Without TLS one caller stands for all processes of this machine.
        var limit = ReferenceEquals(call.Caller, Caller.Loopback) ? 0 : call.Caller.Client.Limits.Streams;
        if (!streams.TryBegin(call.Caller.Id, limit))
        {
            Refuse(http, call, method, new QuotaRefusal("streams", s_wait));
            return;
        }
        try
        {
            await PassAsync(http, next, call, method, withDocument: false);
        }
        finally
        {
            streams.End(call.Caller.Id);
        }
    }

    private Task PassAsync(
        HttpContext http,
        RequestDelegate next,
        CallerContext call,
        IMethod method,
        bool withDocument
    ) => quotas.Of(call.Caller) is { } quota ? PassAsync(http, next, call, method, quota, withDocument) : next(http);

    private async Task PassAsync(
        HttpContext http,
        RequestDelegate next,
        CallerContext call,
        IMethod method,
        ClientQuota quota,
        bool withDocument
    )
    {
        if (quota.TryBegin(withDocument) is { } refusal)
        {
            Refuse(http, call, method, refusal);
            return;
        }
        try
        {
            await next(http);
        }
        finally
        {
            if (withDocument)
            {
                quota.End();
            }
        }
    }

    private void Refuse(HttpContext http, CallerContext call, IMethod method, QuotaRefusal refusal)
    {
        var error = refusal.ToError();
        refusals.Record(call, refusal.Limit, error);
        var id = gate.Refuse(http, method.FullName, error);
        var wait = refusal.Wait.TotalMilliseconds;
        LogRefused(method.FullName, call.Caller.Id, error.Kind, refusal.Limit, wait, id);
    }

    [LoggerMessage(
        1012,
        LogLevel.Information,
        "{Method} by '{Caller}' refused: {Kind}, limit {Limit}, again after {Milliseconds:F0} ms (call {Id})"
    )]
    private partial void LogRefused(
        string method,
        string caller,
        SigningErrorKind kind,
        string limit,
        double milliseconds,
        string id
    );
}
