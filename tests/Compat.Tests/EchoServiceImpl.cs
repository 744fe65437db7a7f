// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Compat.Tests.Echo;
using Status = Grpc.Core.Status;

namespace HocBaSo.Signing.Compat.Tests;

/// <summary>The server's side of every kind of method.</summary>
internal sealed class EchoServiceImpl(HangSignal signal) : EchoService.EchoServiceBase
{
    public override async Task<EchoMessage> Unary(EchoMessage request, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValueBytes("echo-bin") is { } bytes)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "echo-bin", bytes } });
            context.ResponseTrailers.Add("echo-trailer-bin", bytes);
        }

        context.ResponseTrailers.Add(
            "interceptor",
            context.UserState.TryGetValue("seen", out var seen) ? $"{seen}" : ""
        );
        context.ResponseTrailers.Add("client", context.RequestHeaders.GetValue("client") ?? "");
        return request;
    }

    public override async Task ServerStream(
        EchoMessage request,
        IServerStreamWriter<EchoMessage> responseStream,
        ServerCallContext context
    )
    {
        for (var i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(
                new EchoMessage { Text = request.Text, Count = i },
                context.CancellationToken
            );
        }
    }

    public override async Task<EchoMessage> ClientStream(
        IAsyncStreamReader<EchoMessage> requestStream,
        ServerCallContext context
    )
    {
        var all = new EchoMessage();
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            all.Text += message.Text;
            all.Count++;
        }

        return all;
    }

    public override async Task Duplex(
        IAsyncStreamReader<EchoMessage> requestStream,
        IServerStreamWriter<EchoMessage> responseStream,
        ServerCallContext context
    )
    {
        while (await requestStream.MoveNext())
        {
            await responseStream.WriteAsync(requestStream.Current);
        }
    }

    public override async Task<EchoMessage> Hang(EchoMessage request, ServerCallContext context)
    {
        signal.Reached.TrySetResult(context.Deadline);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }
        finally
        {
            signal.Cancelled.TrySetResult();
        }

        return request;
    }

    public override Task<EchoMessage> Fail(EchoMessage request, ServerCallContext context)
    {
        var info = new ErrorInfo
        {
            Reason = "NOT_PERMITTED",
            Domain = "tests",
            Metadata = { ["field"] = request.Text },
        };
        var status = new Google.Rpc.Status
        {
            Code = (int)StatusCode.PermissionDenied,
            Message = "no",
            Details = { Any.Pack(info) },
        };
        var trailers = new Metadata { { "grpc-status-details-bin", status.ToByteArray() }, { "extra", "text" } };
        throw new RpcException(new Status(StatusCode.PermissionDenied, "Không được phép"), trailers);
    }
}
