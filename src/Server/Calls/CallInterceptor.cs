// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;
using HocBaSo.Signing.Server.Errors;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>Around every call: an id for log and caller, one log line, one measurement, and exceptions as statuses.</summary>
internal sealed partial class CallInterceptor(
    ServerInstruments instruments,
    CallRefusals refusals,
    TimeProvider time,
    ILogger<CallInterceptor> logger
) : Interceptor
{
    /// <summary>The response header that carries the call's id.</summary>
    public const string CallIdHeader = "x-call-id";

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    ) => RunAsync(context, () => continuation(request, context), isOneAnswer: true);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    ) => RunAsync(context, () => Done(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    ) => RunAsync(context, () => Done(continuation(requestStream, responseStream, context)));

    /// <summary>The id of a call: its trace, so that the log of both sides can be joined, or a new one.</summary>
    public static string NewCallId(TimeProvider time) =>
        Activity.Current?.TraceId.ToHexString() ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> RunAsync<T>(ServerCallContext context, Func<Task<T>> call, bool isOneAnswer = false)
    {
        using var span = CallSpans.Begin(context);
        var id = NewCallId(time);
        using var scope = logger.BeginScope("CallId {CallId}", id);
        var start = time.GetTimestamp();
        var status = StatusCode.OK;
        try
        {
            if (isOneAnswer)
            {
                // Sent with the answer: a frame of its own would be one more write, and one more read for the client.
                context.GetHttpContext().Response.Headers[CallIdHeader] = id;
            }
            else
            {
                await context.WriteResponseHeadersAsync(new Metadata { { CallIdHeader, id } });
            }
            return await call();
        }
        catch (Exception e)
        {
            var failure = Translate(e, context, id);
            status = failure.StatusCode;
            throw failure;
        }
        finally
        {
            var duration = time.GetElapsedTime(start);
            instruments.Called(context.Method, status, duration);
            CallSpans.End(span, status);
            LogCall(context.Method, status, duration.TotalMilliseconds);
        }
    }

    private RpcException Translate(Exception exception, ServerCallContext context, string id)
    {
        switch (exception is InvalidProtocolBufferException ? UnreadableMessages.Fault(exception) : exception)
        {
            case RpcException rpc:
                return rpc;
            case SigningException { Kind: not SigningErrorKind.Internal } signing:
                LogRefused(context.Method, signing.Kind, signing.Field, signing.InnerException);
                refusals.Record(CallerContext.Of(context), signing.ToError());
                return RichErrors.ToRpcException(signing.ToError(), id);
            case OperationCanceledException or IOException when context.CancellationToken.IsCancellationRequested:
                var late = context.Deadline <= time.GetUtcNow().UtcDateTime;
                return new RpcException(
                    new Status(late ? StatusCode.DeadlineExceeded : StatusCode.Cancelled, "The call ended early.")
                );
            default:
                LogFailed(context.Method, exception);
                return RichErrors.ToRpcException(
                    new SigningError(SigningErrorKind.Internal, RichErrors.InternalMessage),
                    id
                );
        }
    }
}
