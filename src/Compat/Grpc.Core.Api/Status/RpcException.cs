// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>A call that ended with a status other than <see cref="StatusCode.OK"/>. A server method throws it to set the status.</summary>
public class RpcException : Exception
{
    /// <summary>Makes the exception without trailers.</summary>
    /// <param name="status">The status of the call.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty) { }

    /// <summary>Makes the exception without trailers.</summary>
    /// <param name="status">The status of the call.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message) { }

    /// <summary>Makes the exception.</summary>
    /// <param name="status">The status of the call.</param>
    /// <param name="trailers">The trailing metadata.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString()) { }

    /// <summary>Makes the exception.</summary>
    /// <param name="status">The status of the call; its cause becomes the inner exception.</param>
    /// <param name="trailers">The trailing metadata.</param>
    /// <param name="message">The exception's message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="trailers"/> is null.</exception>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>The status of the call.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailing metadata; empty if there was none.</summary>
    public Metadata Trailers { get; }
}
