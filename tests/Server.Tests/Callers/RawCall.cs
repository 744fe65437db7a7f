// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using Grpc.Net.Client;

namespace HocBaSo.Signing.Server.Tests.Callers;

/// <summary>Any RPC, by name, with one empty message.</summary>
internal static class RawCall
{
    private static readonly Marshaller<byte[]> s_octets = new(static octets => octets, static octets => octets);

    /// <summary>What it ended with. A call that is still going on after its first answer, such as a watch, counts as OK.</summary>
    public static async Task<Status> RunAsync(GrpcChannel channel, string service, string name)
    {
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, service, name, s_octets, s_octets);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var call = channel
            .CreateCallInvoker()
            .AsyncDuplexStreamingCall(method, null, new CallOptions(cancellationToken: limit.Token));
        try
        {
            try
            {
                await call.RequestStream.WriteAsync([]);
                await call.RequestStream.CompleteAsync();
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException)
            {
                // Refused before the message was out: the answer says why.
            }
            return await call.ResponseStream.MoveNext(limit.Token) ? Status.DefaultSuccess : call.GetStatus();
        }
        catch (RpcException e)
        {
            return e.Status;
        }
    }
}
