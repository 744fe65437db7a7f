// SPDX-License-Identifier: Apache-2.0
using System.Reflection;
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Server.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>
/// Works around a defect of Kestrel (https://github.com/dotnet/aspnetcore/issues/53736). Its HTTP/2 streams are pooled and serve later calls
/// of their connection. When the client's WINDOW_UPDATE meets the very end of an answer that was larger than the window, the stream keeps
/// the note that its output is scheduled, though nothing will ever take it; of the call that gets the stream next not an octet is sent, and
/// its caller waits until the deadline: one in 93,000 answers of 65 KiB to eight callers. So the note is cleared when a call begins,
/// where there can't be any yet.
/// </summary>
internal sealed partial class PooledStreams(ServerInstruments instruments, ILogger<PooledStreams> logger)
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";
    private const string Protocol = Kestrel + ".Internal.Http.HttpProtocol, " + Kestrel;
    private const string AnyOutput = Kestrel + ".Internal.Http.IHttpOutputProducer, " + Kestrel;
    private const string Output = Kestrel + ".Internal.Http2.Http2OutputProducer, " + Kestrel;
    private const string Note = "_isScheduled";

    private static readonly Type? s_protocol = Type.GetType(Protocol);
    private static readonly Type? s_output = Type.GetType(Output);

    /// <summary>Whether this Kestrel is made as the one that has the defect is; of another one nothing is touched.</summary>
    public static bool IsKnown { get; } =
        s_protocol?.GetProperty("Output")?.PropertyType is { } output
        && output == Type.GetType(AnyOutput)
        && s_output?.GetField(Note, BindingFlags.Instance | BindingFlags.NonPublic)?.FieldType == typeof(bool);

    /// <summary>Passes the call on, on a stream as good as new. Before anything is written.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (OutputOf(http) is { } output && IsScheduled(output))
        {
            IsScheduled(output) = false;
            instruments.StreamCleared();
            LogCleared();
        }
        return next(http);
    }

    /// <summary>What writes the answer of an HTTP/2 call; null for any other, and where <see cref="IsKnown"/> is false.</summary>
    internal static object? OutputOf(HttpContext http) =>
        IsKnown
        && http.Features.Get<IHttp2StreamIdFeature>() is { } stream
        && s_protocol!.IsInstanceOfType(stream)
        && OutputOf(stream) is var output
        && output.GetType() == s_output
            ? output
            : null;

    /// <summary>The note, of what <see cref="OutputOf(HttpContext)"/> gave.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = Note)]
    internal static extern ref bool IsScheduled([UnsafeAccessorType(Output)] object output);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Output")]
    [return: UnsafeAccessorType(AnyOutput)]
    private static extern object OutputOf([UnsafeAccessorType(Protocol)] object stream);

    [LoggerMessage(
        1108,
        LogLevel.Information,
        "An HTTP/2 stream still held an earlier call's output; cleared, or its next answer had never gone out"
    )]
    private partial void LogCleared();
}
