// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>The faults of the journal. A new exception each time: many callers share one cause, none shares an exception.</summary>
internal static class JournalFaults
{
    public static SigningException NotWritten(Exception cause) =>
        new(
            SigningErrorKind.StorageFailed,
            "The journal could not be written; this node takes no work until it can.",
            cause: cause
        );

    public static SigningException NotRead(Exception cause) =>
        new(SigningErrorKind.StorageFailed, "The journal could not be read.", cause: cause);

    public static SigningException NotOpened(Exception cause) =>
        new(SigningErrorKind.StorageFailed, "The journal could not be opened.", cause: cause);

    public static SigningException IntentExists(Exception cause) =>
        new(
            SigningErrorKind.RequestIdReused,
            "This attempt of the request is in the journal already.",
            "request_id",
            cause
        );

    public static SigningException OutcomeExists(Exception? cause = null) =>
        new(
            SigningErrorKind.RequestIdReused,
            "This attempt of the request has an outcome in the journal already.",
            "request_id",
            cause
        );

    public static SigningException NoIntent() =>
        new(SigningErrorKind.Internal, "The journal has no intent for this outcome.");

    public static SigningException PairExists(Exception cause) =>
        new(SigningErrorKind.RequestIdReused, "This request has its pair in the journal already.", "request_id", cause);

    public static SigningException Refused(Exception cause) =>
        new(SigningErrorKind.Internal, "The journal refused an entry.", cause: cause);
}
