// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Errors;

/// <summary>The one place where an error kind becomes a gRPC status code and a reason.</summary>
internal static class GrpcStatusMap
{
    public static StatusCode StatusOf(SigningErrorKind kind) =>
        kind switch
        {
            SigningErrorKind.InvalidRequest
            or SigningErrorKind.MalformedDocument
            or SigningErrorKind.DocumentTooLarge
            or SigningErrorKind.UnsupportedFormat
            or SigningErrorKind.MissingBlock => StatusCode.InvalidArgument,
            SigningErrorKind.Unauthenticated => StatusCode.Unauthenticated,
            SigningErrorKind.NotPermitted => StatusCode.PermissionDenied,
            SigningErrorKind.IdentityNotFound => StatusCode.NotFound,
            SigningErrorKind.CertificateNotUsable
            or SigningErrorKind.OutOfOrder
            or SigningErrorKind.AlreadySigned
            or SigningErrorKind.AlreadySealed
            or SigningErrorKind.DocumentLocked => StatusCode.FailedPrecondition,
            SigningErrorKind.RequestIdReused => StatusCode.AlreadyExists,
            SigningErrorKind.Overloaded or SigningErrorKind.QuotaExceeded => StatusCode.ResourceExhausted,
            SigningErrorKind.HsmUnavailable or SigningErrorKind.TimestampUnavailable => StatusCode.Unavailable,
            SigningErrorKind.DeadlineTooShort => StatusCode.DeadlineExceeded,
            SigningErrorKind.Cancelled => StatusCode.Cancelled,
            _ => StatusCode.Internal,
        };

    /// <summary>The kind in UPPER_SNAKE_CASE: <c>google.rpc.ErrorInfo.reason</c> and <c>ItemError.kind</c>.</summary>
    public static string ReasonOf(SigningErrorKind kind) => Reasons[(int)kind];

    /// <summary>When a retry makes sense: what the failure says, else a default for the kinds that pass by themselves.</summary>
    public static TimeSpan? RetryAfter(SigningError error) =>
        error.RetryAfter
        ?? StatusOf(error.Kind) switch
        {
            StatusCode.ResourceExhausted => TimeSpan.FromSeconds(1),
            StatusCode.Unavailable => TimeSpan.FromSeconds(5),
            _ => null,
        };

    private static readonly string[] Reasons = [.. Enum.GetNames<SigningErrorKind>().Select(ToUpperSnake)];

    private static string ToUpperSnake(string name) =>
        string.Concat(
            name.Select(static (c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString())
        );
}
