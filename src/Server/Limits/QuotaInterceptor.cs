// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using Grpc.Core.Interceptors;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Limits;

/// <summary>
/// What of a client's limits only the message of a unary call tells: the size of its documents. And it asks again what may have changed
/// while the message came in (who calls, what answers are unread), tells the gates that the message is in, and
/// counts who met a full server.
/// </summary>
internal sealed class QuotaInterceptor(
    ClientQuotas quotas,
    UnreadAnswers unread,
    QuotaRefusals refusals,
    ServerInstruments instruments
) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        var http = context.GetHttpContext();
        MessageClock.Of(http)?.Stop();
        GateCall.Of(http)?.Receive();
        var call = CallerContext.Of(http);
        call.RequireStillKnown();
        if (DocumentCalls.Contains(context.Method) && unread.AreOver(call.Caller))
        {
            var refusal = UnreadAnswers.Refusal;
            instruments.Refused(call.Caller.Id, SigningErrorKind.QuotaExceeded, refusal.Limit);
            throw refusal.ToError().ToException();
        }
        if (quotas.Of(call.Caller) is { } quota)
        {
            foreach (var (bytes, field) in DocumentCalls.SizesOf(request))
            {
                refusals.RequireSize(call, quota, bytes, field);
            }
        }
        try
        {
            return await continuation(request, context);
        }
        catch (SigningException e) when (e.Kind == SigningErrorKind.Overloaded)
        {
            instruments.Refused(call.Caller.Id, e.Kind, "server");
            throw;
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        MessageClock.Of(context.GetHttpContext())?.Stop();
        return continuation(request, responseStream, context);
    }
}
