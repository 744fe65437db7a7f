// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Compat.Tests.Echo;

namespace HocBaSo.Signing.Compat.Tests;

public sealed class BindingTests
{
    [Fact]
    public void Service_WhenBound_HandsEveryMethodOver()
    {
        var definition = EchoService.BindService(new EchoServiceImpl(new HangSignal()));
        var binder = new RecordingBinder();
        definition.BindService(binder);
        Assert.Equal(
            ["Unary", "ServerStream", "ClientStream", "Duplex", "Hang", "Fail"],
            binder.Methods.Select(method => method.Name)
        );
    }

    [Fact]
    public void Builder_WhenAMethodComesTwice_Refuses()
    {
        var text = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.Unary, "a.Service", "Do", text, text);
        UnaryServerMethod<string, string> handler = (request, _) => Task.FromResult(request);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(method, handler);
        Assert.Throws<ArgumentException>(() => builder.AddMethod(method, handler));
    }

    private sealed class RecordingBinder : ServiceBinderBase
    {
        public List<IMethod> Methods { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            UnaryServerMethod<TRequest, TResponse>? handler
        ) => Methods.Add(method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            ClientStreamingServerMethod<TRequest, TResponse>? handler
        ) => Methods.Add(method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            ServerStreamingServerMethod<TRequest, TResponse>? handler
        ) => Methods.Add(method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method,
            DuplexStreamingServerMethod<TRequest, TResponse>? handler
        ) => Methods.Add(method);
    }
}
