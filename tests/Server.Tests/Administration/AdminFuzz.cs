// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Sends random messages to every unary call of the administration, and counts the answers.</summary>
internal sealed class AdminFuzz(GrpcChannel channel, RandomMessages messages)
{
    private static readonly Marshaller<IMessage> s_requests = Marshallers.Create<IMessage>(
        static message => message.ToByteArray(),
        static _ => throw new NotSupportedException()
    );

    // Each message is a call over the network.
    private const int MaxCount = 50_000;

    /// <summary>How many messages: 2,000, or what <c>HBS_FUZZ_COUNT</c> says, up to 50,000.</summary>
    public static int Count { get; } =
        Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT") is { Length: > 0 } text
            ? Math.Min(int.Parse(text, CultureInfo.InvariantCulture), MaxCount)
            : 2_000;

    /// <summary>By status, for each method.</summary>
    public async Task<Dictionary<(string Method, StatusCode Status), int>> RunAsync(int count)
    {
        var answers = new Dictionary<(string, StatusCode), int>();
        var methods = CertificateAdminService.Descriptor.Methods.Where(static m => !m.IsServerStreaming).ToList();
        for (var i = 0; i < count; i++)
        {
            var method = methods[i % methods.Count];
            var key = (method.Name, await SendAsync(method));
            answers[key] = answers.GetValueOrDefault(key) + 1;
        }
        return answers;
    }

    private async Task<StatusCode> SendAsync(MethodDescriptor method)
    {
        var answers = Marshallers.Create<IMessage>(
            static _ => throw new NotSupportedException(),
            method.OutputType.Parser.ParseFrom
        );
        var call = new Method<IMessage, IMessage>(
            MethodType.Unary,
            method.Service.FullName,
            method.Name,
            s_requests,
            answers
        );
        try
        {
            await channel.CreateCallInvoker().AsyncUnaryCall(call, null, default, messages.Next(method.InputType));
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
