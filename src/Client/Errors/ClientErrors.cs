// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.V1;
using RpcStatus = Google.Rpc.Status;

namespace HocBaSo.Signing.Client.Errors;

/// <summary>Reads failures: rich details of a status, or the error of an item.</summary>
internal static class ClientErrors
{
    private const string DetailsTrailer = "grpc-status-details-bin";
    private const long ProtocolError = 1; // RFC 9113 §7.

    public static SigningClientException Read(RpcException exception)
    {
        var details = Details(exception)?.Details ?? [];
        var status = StatusOf(exception);
        return new SigningClientException(
            status,
            Find<ErrorInfo>(details)?.Reason ?? UpperSnake(status),
            MessageOf(exception.Status.Detail, status),
            exception
        )
        {
            Field = Find<BadRequest>(details)?.FieldViolations.FirstOrDefault()?.Field,
            RetryAfter = Find<RetryInfo>(details)?.RetryDelay?.ToTimeSpan(),
            CallId = Find<RequestInfo>(details)?.RequestId,
        };
    }

    public static SigningClientException Read(ItemError error) =>
        new((StatusCode)error.StatusCode, error.Kind, error.Message)
        {
            Field = error.Field.Length == 0 ? null : error.Field,
            RetryAfter = error.HasRetryAfterMs ? TimeSpan.FromMilliseconds(error.RetryAfterMs) : null,
        };

    public static SigningClientException Corrupt(string message) => new(StatusCode.DataLoss, "DATA_LOSS", message);

    public static SigningClientException CorruptDocument() =>
        Corrupt("The document does not have the SHA-256 that the server states.");

    // A deadline that passes here comes without a word.
    private static string MessageOf(string detail, StatusCode status) =>
        detail.Length > 0 ? detail
        : status == StatusCode.DeadlineExceeded ? "No answer came in time."
        : "Nothing more is known.";

    // A ping without an answer is a broken protocol to .NET, and that is INTERNAL to gRPC: but no server has said so.
    private static StatusCode StatusOf(RpcException exception)
    {
        for (var cause = exception.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException { ErrorCode: ProtocolError })
            {
                return StatusCode.Unavailable;
            }
        }
        return exception.StatusCode;
    }

    private static RpcStatus? Details(RpcException exception)
    {
        try
        {
            return exception.Trailers.GetValueBytes(DetailsTrailer) is { } octets
                ? RpcStatus.Parser.ParseFrom(octets)
                : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null; // Somebody else's details: the status itself still stands.
        }
    }

    private static T? Find<T>(IEnumerable<Any> details)
        where T : class, IMessage<T>, new() =>
        details
            .Select(static any => any.TryUnpack<T>(out var detail) ? detail : null)
            .FirstOrDefault(static d => d is not null);

    private static string UpperSnake(StatusCode code) =>
        string.Concat(
            code.ToString()
                .Select(static (c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString())
        );
}
