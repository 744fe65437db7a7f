// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Up to when identities can sign, the versions that are scheduled counted.</summary>
internal static class ValidityReports
{
    /// <summary>The report of a tenant.</summary>
    public static ValidityReport Of(
        string tenant,
        IReadOnlyList<IdentityRecord> identities,
        DateTimeOffset until,
        DateTimeOffset now,
        IdentitySettings settings
    )
    {
        var failing = identities
            .Select(identity =>
                Check(identity, until, now, settings.MinRemainingDaysOf(tenant, identity.Definition.Id))
            )
            .OfType<ValidityEntry>()
            .OrderBy(static e => e.SignsUntil ?? DateTimeOffset.MinValue)
            .ThenBy(static e => e.Identity.Definition.Id, StringComparer.Ordinal);
        return new ValidityReport(tenant, until, identities.Count, [.. failing]);
    }

    private static ValidityEntry? Check(IdentityRecord identity, DateTimeOffset until, DateTimeOffset now, int days)
    {
        if (identity.Active is not { } active)
        {
            return new ValidityEntry(identity, null, null, $"The identity {SnapshotBuilder.DefectOf(identity)}.");
        }
        var (validity, certificate) = (active.Validity!, $"certificate of version {active.Number}");
        if (validity.DefectAt(now, days, certificate) is { } defect)
        {
            return new ValidityEntry(identity, active, null, defect);
        }
        var last = validity.SignsUntil(days);
        foreach (
            var next in identity
                .Versions.Where(static v => v.State == VersionState.Scheduled)
                .OrderBy(static v => v.ActivateAt)
                .TakeWhile(next => next.ActivateAt <= last)
        )
        {
            validity = next.Validity!;
            last = validity.SignsUntil(days);
        }
        return last >= until ? null : new ValidityEntry(identity, active, last, Reason(last, validity.EndingIssuer));
    }

    private static string Reason(DateTimeOffset last, string? issuer) =>
        $"It signs until {last:yyyy-MM-dd'T'HH:mm:ss'Z'} only{(issuer is null ? "" : $": the issuer {issuer} ends first")}.";
}
