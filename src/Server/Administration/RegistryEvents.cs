// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What the journal is told of identities.</summary>
internal static class RegistryEvents
{
    private const int MaxDetail = 1_000;

    /// <summary>The configuration file, as an administrator.</summary>
    public static AdminCall Configuration { get; } = new("configuration", "configuration", "");

    /// <summary>The clock, as an administrator.</summary>
    public static AdminCall Schedule { get; } = new("schedule", "schedule", "");

    /// <summary>A change of an identity, or of a version of it.</summary>
    public static JournalEvent Changed(
        AdminCall call,
        IdentityDefinition identity,
        int? version,
        string detail,
        SigningErrorKind? error = null
    ) =>
        Entry(
            call == Schedule ? JournalEventKind.VersionScheduled : JournalEventKind.AdministrationChanged,
            call,
            identity.Tenant,
            version is { } number ? $"{identity.Id}/{number}" : identity.Id,
            detail
        ) with
        {
            Error = error,
        };

    /// <summary>A change as planned.</summary>
    public static JournalEvent Of(AdminCall call, PlannedChange plan, string detail, SigningErrorKind? error = null) =>
        Entry(
            call == Schedule ? JournalEventKind.VersionScheduled : JournalEventKind.AdministrationChanged,
            call,
            plan.Change.Tenant,
            plan.Subject,
            detail
        ) with
        {
            Error = error,
        };

    /// <summary>What becomes of a change that waits.</summary>
    public static JournalEvent Pending(
        AdminCall call,
        StoredChange change,
        string what,
        SigningErrorKind? error = null
    ) =>
        Entry(
            JournalEventKind.AdministrationPending,
            call,
            change.Tenant,
            change.IdentityId,
            $"{what} (change {change.Id} of {change.Administrator}): {change.Description}"
        ) with
        {
            Error = error,
        };

    private static JournalEvent Entry(
        JournalEventKind kind,
        AdminCall call,
        string tenant,
        string subject,
        string detail
    ) =>
        new()
        {
            Kind = kind,
            Tenant = tenant,
            Caller = call.Administrator,
            Operation = call.Operation,
            RequestId = call.RequestId,
            Subject = subject,
            Detail = detail.Length <= MaxDetail ? detail : detail[..MaxDetail],
        };
}
