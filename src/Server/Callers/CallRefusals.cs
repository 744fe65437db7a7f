// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Tells the journal of every call, and every item of a stream, that was refused for who asked, or for whom it asked.</summary>
internal sealed class CallRefusals(IEventRecorder events)
{
    /// <summary>A call that passed the gate.</summary>
    public void Record(CallerContext call, SigningError error) => Record(call, error, call.RequestId);

    /// <summary>An item of its stream.</summary>
    public void Record(CallerContext call, SigningError error, string requestId)
    {
        if (IsRefusal(error.Kind))
        {
            Record(call.Caller.Id, call.Operation, error.Subject ?? "", error, call.Tenant, requestId);
        }
    }

    /// <summary>A call that did not pass.</summary>
    /// <param name="caller">The client; empty when it is not known.</param>
    /// <param name="operation">The RPC.</param>
    /// <param name="evidence">The certificate's SHA-256.</param>
    /// <param name="error">Why.</param>
    public void RecordAtGate(string caller, string operation, string evidence, SigningError error) =>
        Record(caller, operation, evidence, error, "", "");

    private void Record(
        string caller,
        string operation,
        string subject,
        SigningError error,
        string tenant,
        string requestId
    )
    {
        var detail = error.Field is { Length: > 0 } field ? $"{field}: {error.Message}" : error.Message;
        events.Record(
            new JournalEvent
            {
                Kind = JournalEventKind.CallRefused,
                Tenant = tenant,
                Caller = caller,
                Operation = operation,
                Subject = subject,
                RequestId = requestId,
                Error = error.Kind,
                Detail = detail,
            }
        );
    }

    // What is wrong with a document is no refusal: the journal keeps nothing of documents that were not signed. A size over the
    // client's own limit is one, and is told where that limit is known.
    private static bool IsRefusal(SigningErrorKind kind) =>
        kind
            is SigningErrorKind.Unauthenticated
                or SigningErrorKind.NotPermitted
                or SigningErrorKind.IdentityNotFound
                or SigningErrorKind.CertificateNotUsable
                or SigningErrorKind.QuotaExceeded;
}
