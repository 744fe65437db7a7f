// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Callers;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>
/// Journals what was refused because of who asked, or for whom: an auditor's question. What is wrong with a document itself, or
/// passes with time, is the caller's own affair and stays in the log.
/// </summary>
internal sealed class Refusals(IEventRecorder events)
{
    /// <summary>Records a failure if it is a refusal.</summary>
    /// <param name="context">The call; says who called what.</param>
    /// <param name="error">The failure, as the caller is told it.</param>
    /// <param name="requestId">The request id of the call or of the item; empty for that of the call, if it is known.</param>
    public void Record(ServerCallContext context, SigningError error, string requestId)
    {
        if (!IsRefusal(error.Kind))
        {
            return;
        }
        var caller = CallerContext.Find(context.GetHttpContext());
        events.Record(
            new JournalEvent
            {
                Kind = JournalEventKind.CallRefused,
                Tenant = caller?.Tenant ?? "",
                Caller = caller?.Caller.Id ?? LoopbackGrants.Caller,
                Operation = OperationOf(context.Method),
                Subject = error.Subject ?? "",
                RequestId = requestId.Length > 0 ? requestId : caller?.RequestId ?? "",
                Error = error.Kind,
                Detail = error.Message,
            }
        );
    }

    /// <summary>The field <c>request_id</c> of a message; empty when it has none.</summary>
    public static string RequestIdOf(object? request) =>
        request is IMessage message
        && message.Descriptor.FindFieldByName("request_id")?.Accessor.GetValue(message) is string id
            ? id
            : "";

    private static bool IsRefusal(SigningErrorKind kind) =>
        kind
            is SigningErrorKind.Unauthenticated
                or SigningErrorKind.NotPermitted
                or SigningErrorKind.IdentityNotFound
                or SigningErrorKind.CertificateNotUsable
                or SigningErrorKind.QuotaExceeded
                or SigningErrorKind.DocumentTooLarge;

    // "/hocbaso.signing.v1.SigningService/Sign" is SigningService/Sign.
    private static string OperationOf(string method) => method[(method.LastIndexOf('.') + 1)..];
}
