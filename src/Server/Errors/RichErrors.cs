// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.V1;
using RpcStatus = Google.Rpc.Status;

namespace HocBaSo.Signing.Server.Errors;

/// <summary>Writes a failure as a gRPC status with details, or as the error of one item of a stream: the same facts.</summary>
internal static class RichErrors
{
    public const string Domain = "signing.hocbaso.vn";
    public const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>All that a caller learns of a defect.</summary>
    public const string InternalMessage = "The server failed. The request id finds the event in its log.";

    public static RpcException ToRpcException(SigningError error, string? requestId = null)
    {
        var code = GrpcStatusMap.StatusOf(error.Kind);
        var message = SafeMessage(error);
        var status = new RpcStatus { Code = (int)code, Message = message };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = GrpcStatusMap.ReasonOf(error.Kind), Domain = Domain }));
        if (FieldOf(error) is { Length: > 0 } field)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = field, Description = message };
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violation } }));
        }
        if (GrpcStatusMap.RetryAfter(error) is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }
        if (requestId is not null)
        {
            status.Details.Add(Any.Pack(new RequestInfo { RequestId = requestId }));
        }
        var trailers = new Metadata { { DetailsTrailer, status.ToByteArray() } };
        return new RpcException(new Grpc.Core.Status(code, message), trailers);
    }

    public static ItemError ToItemError(SigningError error)
    {
        var item = new ItemError
        {
            Kind = GrpcStatusMap.ReasonOf(error.Kind),
            StatusCode = (int)GrpcStatusMap.StatusOf(error.Kind),
            Message = SafeMessage(error),
            Field = FieldOf(error) ?? "",
        };
        if (GrpcStatusMap.RetryAfter(error) is { } delay)
        {
            item.RetryAfterMs = (long)delay.TotalMilliseconds;
        }
        return item;
    }

    private static string SafeMessage(SigningError error) =>
        error.Kind == SigningErrorKind.Internal ? InternalMessage : error.Message;

    // The pipeline knows what is asked for, not where the protos keep it.
    private static string? FieldOf(SigningError error) =>
        error.Kind == SigningErrorKind.Internal ? null
        : error.Field is { } field && IsOfSettings(field) ? "settings." + field
        : error.Field;

    private static bool IsOfSettings(string field) =>
        field is "profile" or "document_timestamp" or "steps" || field.StartsWith("steps[", StringComparison.Ordinal);
}
