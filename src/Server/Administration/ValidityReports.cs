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
        var last = SignsUntil(active, days);
        if (last < now)
        {
            return new ValidityEntry(
                identity,
                active,
                null,
                $"The certificate of version {active.Number} no longer signs."
            );
        }
        foreach (
            var next in identity
                .Versions.Where(static v => v.State == VersionState.Scheduled)
                .OrderBy(static v => v.ActivateAt)
                .TakeWhile(next => next.ActivateAt <= last)
        )
        {
            last = SignsUntil(next, days);
        }
        return last >= until
            ? null
            : new ValidityEntry(identity, active, last, $"It signs until {last:yyyy-MM-dd'T'HH:mm:ss'Z'} only.");
    }

    // A certificate is worth nothing longer than those that it rests on.
    private static DateTimeOffset SignsUntil(IdentityVersion version, int days)
    {
        var end = version.CertificateChain.Min(static c => c.NotAfter.ToUniversalTime());
        return new DateTimeOffset(end).AddDays(-days);
    }
}
