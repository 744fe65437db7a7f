// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>What became of one document.</summary>
/// <param name="Status"><see cref="Ok"/>, or the kind of error.</param>
/// <param name="Document">What came back; empty when nothing did.</param>
internal readonly record struct LoadOutcome(string Status, ReadOnlyMemory<byte> Document = default)
{
    /// <summary>The status of what is done.</summary>
    public const string Ok = "OK";

    /// <summary>The status of what could not be sent, because too many had no answer yet.</summary>
    public const string NotSent = "NOT_SENT";

    /// <summary>The status of what was sent over a connection that broke, or that was never made.</summary>
    public const string BrokenConnection = "BROKEN_CONNECTION";

    /// <summary>When the server says that trying again makes sense; null when it said nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when no server has said so, but the connection to it: nobody listens, its certificate is not trusted, it speaks no HTTP/2.</summary>
    public bool IsOfConnection { get; init; }

    /// <summary>A failure that the client library tells.</summary>
    public static LoadOutcome Of(SigningClientException failure) =>
        new(failure.Kind)
        {
            RetryAfter = failure.RetryAfter,
            IsOfConnection =
                failure.Kind == "UNAVAILABLE"
                || failure.InnerException
                    is RpcException { Status.DebugException: HttpRequestException or IOException },
        };

    /// <summary>True when it was done.</summary>
    public bool IsOk => Status == Ok;
}
