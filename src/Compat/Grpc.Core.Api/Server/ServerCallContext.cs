// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A call, seen from the server.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? userState;

    /// <summary>The path on the wire: <c>/service/method</c>.</summary>
    public string Method => MethodCore;

    /// <summary>The authority that the client named.</summary>
    public string Host => HostCore;

    /// <summary>The client's address.</summary>
    public string Peer => PeerCore;

    /// <summary>When the call must have ended, in UTC; <see cref="DateTime.MaxValue"/> if there is no limit.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>The request headers.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Is cancelled when the client cancels or leaves, or the deadline passes.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>The trailing metadata to send.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>The status to send, unless the method throws.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>How the next responses are written.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>What the transport knows about the caller.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>What interceptors and the method share during this call.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>Does the work of <see cref="Method"/>.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>Does the work of <see cref="Host"/>.</summary>
    protected abstract string HostCore { get; }

    /// <summary>Does the work of <see cref="Peer"/>.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>Does the work of <see cref="Deadline"/>.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>Does the work of <see cref="RequestHeaders"/>.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Does the work of <see cref="CancellationToken"/>.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>Does the work of <see cref="ResponseTrailers"/>.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>Does the work of <see cref="Status"/>.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>Does the work of <see cref="WriteOptions"/>.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Does the work of <see cref="AuthContext"/>.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>Does the work of <see cref="UserState"/>.</summary>
    protected virtual IDictionary<object, object> UserStateCore => userState ??= [];

    /// <summary>Sends the response headers; once, before the first response.</summary>
    /// <param name="responseHeaders">The headers.</param>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>Makes a token that ties the calls made during this one to it.</summary>
    /// <param name="options">What is handed on.</param>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) =>
        CreatePropagationTokenCore(options);

    /// <summary>Does the work of <see cref="WriteResponseHeadersAsync"/>.</summary>
    /// <param name="responseHeaders">The headers.</param>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Does the work of <see cref="CreatePropagationToken"/>.</summary>
    /// <param name="options">What is handed on.</param>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
