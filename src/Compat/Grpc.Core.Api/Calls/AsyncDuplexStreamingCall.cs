// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A call with a stream of requests and a stream of responses, in progress.</summary>
/// <typeparam name="TRequest">The request message.</typeparam>
/// <typeparam name="TResponse">The response message.</typeparam>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly AsyncCallState state;

    /// <summary>Makes the call from its parts.</summary>
    /// <param name="requestStream">Where to write the requests.</param>
    /// <param name="responseStream">Where to read the responses.</param>
    /// <param name="responseHeadersAsync">The response headers.</param>
    /// <param name="getStatusFunc">Gets the status.</param>
    /// <param name="getTrailersFunc">Gets the trailers.</param>
    /// <param name="disposeAction">Ends the call.</param>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction
    )
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        this.state = new AsyncCallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Makes the call from its parts, which share a state.</summary>
    /// <param name="requestStream">Where to write the requests.</param>
    /// <param name="responseStream">Where to read the responses.</param>
    /// <param name="responseHeadersAsync">The response headers.</param>
    /// <param name="getStatusFunc">Gets the status.</param>
    /// <param name="getTrailersFunc">Gets the trailers.</param>
    /// <param name="disposeAction">Ends the call.</param>
    /// <param name="state">What the four functions are given.</param>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state
    )
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        this.state = new AsyncCallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Where to write the requests.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>Where to read the responses.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>The response headers, once they are here.</summary>
    public Task<Metadata> ResponseHeadersAsync => state.ResponseHeadersAsync();

    /// <summary>The call's status.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Status GetStatus() => state.GetStatus();

    /// <summary>The trailing metadata.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Metadata GetTrailers() => state.GetTrailers();

    /// <summary>Ends the call: cancels it unless it has ended. Needed only for a call that is left before its end.</summary>
    public void Dispose() => state.Dispose();
}
