// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>The result of a call: a code, a text for people, and on the client side the cause if one is known.</summary>
public readonly struct Status
{
    /// <summary>The status of a call that succeeded.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>The status of a call that was cancelled.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>Makes a status.</summary>
    /// <param name="statusCode">The code.</param>
    /// <param name="detail">The text, sent as <c>grpc-message</c>.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null) { }

    /// <summary>Makes a status with the local cause.</summary>
    /// <param name="statusCode">The code.</param>
    /// <param name="detail">The text, sent as <c>grpc-message</c>.</param>
    /// <param name="debugException">The cause; for debugging only, never sent.</param>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>The text.</summary>
    public string Detail { get; }

    /// <summary>The local cause, if known; it never crosses the wire.</summary>
    public Exception? DebugException { get; }

    /// <summary>Names code, text and cause.</summary>
    public override string ToString() =>
        DebugException is null
            ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
            : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
