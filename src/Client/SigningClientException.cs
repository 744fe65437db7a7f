// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;

namespace HocBaSo.Signing.Client;

/// <summary>A failure that the server told, or that kept the client from reaching it.</summary>
public sealed class SigningClientException : Exception
{
    internal SigningClientException(StatusCode status, string kind, string message, Exception? cause = null)
        : base(message, cause)
    {
        Status = status;
        Kind = kind;
    }

    /// <summary>The gRPC status code.</summary>
    public StatusCode Status { get; }

    /// <summary>The kind (docs/errors.md), such as <c>OUT_OF_ORDER</c>; the status in the same spelling when the server told none.</summary>
    public string Kind { get; }

    /// <summary>The offending field, or the place in the document; null when there is none.</summary>
    public string? Field { get; init; }

    /// <summary>When a retry makes sense; null when it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the operator of the server finds the event by; null when the server told none.</summary>
    public string? CallId { get; init; }
}
