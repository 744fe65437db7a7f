// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Octets that are no message: a caller's fault like every other, with its kind and the call's id.</summary>
public sealed class UnreadableMessageTests
{
    private static readonly byte[] s_junk = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    private static readonly Marshaller<byte[]> s_octets = new(static octets => octets, static octets => octets);

    private readonly LogRecorder _log = new();

    [Theory]
    [InlineData("hocbaso.signing.v1.SigningService", "Sign")]
    [InlineData("hocbaso.signing.v1.SigningService", "SealTranscript")]
    [InlineData("hocbaso.signing.v1.VerificationService", "Verify")]
    [InlineData("hocbaso.signing.v1.RenderingService", "Render")]
    [InlineData("hocbaso.signing.v1.CertificateAdminService", "ListIdentities")]
    [InlineData("grpc.health.v1.Health", "Check")]
    public async Task Call_WhenItsMessageIsNone_IsInvalidArgument(string service, string name)
    {
        await using var host = await TestHost.StartAsync(logs: _log);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, s_octets, s_octets);
        using var call = host.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, s_junk);

        AssertInvalid(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync));
        Assert.NotNull((await call.ResponseHeadersAsync).GetValue("x-call-id"));
    }

    [Theory]
    [InlineData("hocbaso.signing.v1.SigningService", "SignBatch")]
    [InlineData("hocbaso.signing.v1.VerificationService", "VerifyBatch")]
    public async Task Stream_WhenItsMessageIsNone_IsInvalidArgument(string service, string name)
    {
        await using var host = await TestHost.StartAsync(logs: _log);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, service, name, s_octets, s_octets);
        using var call = host.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync(s_junk);

        AssertInvalid(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default)));
    }

    private void AssertInvalid(RpcException e)
    {
        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        var status = RpcStatus.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("INVALID_REQUEST", Detail<ErrorInfo>(status).Reason);
        Assert.Equal("message", Assert.Single(Detail<BadRequest>(status).FieldViolations).Field);
        Assert.NotEmpty(Detail<RequestInfo>(status).RequestId);
        Assert.DoesNotContain(_log.Entries, static entry => entry.Text.Contains("defect", StringComparison.Ordinal));
    }

    private static T Detail<T>(RpcStatus status)
        where T : IMessage<T>, new() =>
        status.Details.Single(static detail => detail.Is(new T().Descriptor)).Unpack<T>();
}
