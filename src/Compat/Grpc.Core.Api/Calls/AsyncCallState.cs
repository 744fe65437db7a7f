// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>What the four call types have in common: headers, status, trailers and the end.</summary>
internal readonly struct AsyncCallState
{
    private readonly Func<object, Task<Metadata>> headers;
    private readonly Func<object, Status> status;
    private readonly Func<object, Metadata> trailers;
    private readonly Action<object> dispose;
    private readonly object state;

    public AsyncCallState(
        Func<object, Task<Metadata>> headers,
        Func<object, Status> status,
        Func<object, Metadata> trailers,
        Action<object> dispose,
        object state
    )
    {
        this.headers = headers;
        this.status = status;
        this.trailers = trailers;
        this.dispose = dispose;
        this.state = state;
    }

    public AsyncCallState(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => headers, _ => status(), _ => trailers(), _ => dispose(), headers) { }

    public Task<Metadata> ResponseHeadersAsync() => headers(state);

    public Status GetStatus() => status(state);

    public Metadata GetTrailers() => trailers(state);

    public void Dispose() => dispose(state);
}
