// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;

namespace HocBaSo.Signing.Compat.Tests;

public sealed class ValueTests
{
    [Fact]
    public void CallOptions_WhenOneIsReplaced_KeepTheOthers()
    {
        var headers = new Metadata();
        var deadline = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);
        using var source = new CancellationTokenSource();
        var write = new WriteOptions(WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var options = new CallOptions()
            .WithHeaders(headers)
            .WithDeadline(deadline)
            .WithCancellationToken(source.Token)
            .WithWriteOptions(write)
            .WithCredentials(credentials)
            .WithWaitForReady();
        Assert.Same(headers, options.Headers);
        Assert.Equal(deadline, options.Deadline);
        Assert.Equal(source.Token, options.CancellationToken);
        Assert.Same(write, options.WriteOptions);
        Assert.Same(credentials, options.Credentials);
        Assert.True(options.IsWaitForReady);
        Assert.Null(options.PropagationToken);
        Assert.False(options.WithWaitForReady(false).IsWaitForReady);
        Assert.True(options.IsWaitForReady);
    }

    [Fact]
    public void CallOptions_WhenDefault_AskForNothing()
    {
        var options = default(CallOptions);
        Assert.Null(options.Headers);
        Assert.Null(options.Deadline);
        Assert.False(options.CancellationToken.CanBeCanceled);
        Assert.False(options.IsWaitForReady);
    }

    [Fact]
    public void Status_WhenWritten_NamesCodeAndDetail()
    {
        Assert.Equal(
            "Status(StatusCode=\"NotFound\", Detail=\"gone\")",
            new Status(StatusCode.NotFound, "gone").ToString()
        );
        Assert.Equal(StatusCode.OK, Status.DefaultSuccess.StatusCode);
        Assert.Equal(StatusCode.Cancelled, Status.DefaultCancelled.StatusCode);
        Assert.Equal(Enumerable.Range(0, 17), Enum.GetValues<StatusCode>().Select(code => (int)code));
    }

    [Fact]
    public void RpcException_WhenTheStatusHasACause_HasItInside()
    {
        var cause = new IOException("broken");
        var error = new RpcException(new Status(StatusCode.Unavailable, "down", cause));
        Assert.Same(cause, error.InnerException);
        Assert.Same(cause, error.Status.DebugException);
        Assert.Equal(error.Status.ToString(), error.Message);
        Assert.Empty(error.Trailers);
        Assert.Equal("text", new RpcException(Status.DefaultCancelled, new Metadata(), "text").Message);
        Assert.Throws<ArgumentNullException>(() => new RpcException(Status.DefaultCancelled, (Metadata)null!));
    }

    [Fact]
    public void Marshaller_WhenMadeOverContexts_WorksOverArraysToo()
    {
        var marshaller = Marshallers.Create<string>(
            (text, context) =>
            {
                context.SetPayloadLength(text.Length);
                var writer = context.GetBufferWriter();
                System.Text.Encoding.ASCII.GetBytes(text, writer.GetSpan(text.Length));
                writer.Advance(text.Length);
                context.Complete();
            },
            context => System.Text.Encoding.ASCII.GetString(context.PayloadAsReadOnlySequence().FirstSpan)
        );
        Assert.Equal("abc", marshaller.Deserializer(marshaller.Serializer("abc")));
        Assert.Equal("", marshaller.Deserializer(marshaller.Serializer("")));
        var incomplete = Marshallers.Create<string>((_, _) => { }, _ => "");
        Assert.Throws<InvalidOperationException>(() => incomplete.Serializer("abc"));
    }

    [Fact]
    public void Method_WhenNamed_HasThePathOfTheWire()
    {
        var text = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.DuplexStreaming, "a.b.Service", "Do", text, text);
        Assert.Equal("/a.b.Service/Do", method.FullName);
        Assert.Equal("Nguyễn", text.Deserializer(text.Serializer("Nguyễn")));
        Assert.Throws<ArgumentNullException>(() => new Method<string, string>(0, null!, "Do", text, text));
    }

    [Fact]
    public void AuthContext_WhenThePeerIsNamed_FindsItsProperties()
    {
        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal)
        {
            ["name"] = [AuthProperty.Create("name", "Lê"u8.ToArray())],
            ["serial"] = [AuthProperty.Create("serial", [1])],
        };
        var known = new AuthContext("name", properties);
        Assert.True(known.IsPeerAuthenticated);
        Assert.Equal("Lê", Assert.Single(known.PeerIdentity).Value);
        Assert.Equal(2, known.Properties.Count());
        Assert.Empty(known.FindPropertiesByName("absent"));
        var unknown = new AuthContext(null, []);
        Assert.False(unknown.IsPeerAuthenticated);
        Assert.Empty(unknown.PeerIdentity);
    }

    [Fact]
    public void Credentials_WhenTheyCannotBeJoined_AreRefused()
    {
        var call = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        Assert.NotNull(ChannelCredentials.Create(ChannelCredentials.SecureSsl, call));
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, call));
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(call));
    }
}
