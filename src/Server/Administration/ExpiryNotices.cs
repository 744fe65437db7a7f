// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Which certificates in force, or issuers that they rest on, come to their end. Each end is told of once for each threshold.</summary>
internal static class ExpiryNotices
{
    /// <summary>Days before the first notAfter of the chain.</summary>
    public static IReadOnlyList<int> Thresholds { get; } = [90, 30, 7, 1];

    /// <summary>The notices that are due, each with the thresholds that it stands for: a server that was off for a month gives one.</summary>
    public static IReadOnlyList<(IdentityNotice Notice, IReadOnlyList<ExpiryMark> Marks)> Due(
        RegistryState state,
        DateTimeOffset now
    )
    {
        var due = new List<(IdentityNotice, IReadOnlyList<ExpiryMark>)>();
        foreach (var identity in state.Identities.Values)
        {
            if (identity.Active is not { } active)
            {
                continue;
            }
            var end = active.Validity!.NotAfter;
            var left = end - now;
            var marks = Thresholds
                .Where(days => left <= TimeSpan.FromDays(days))
                .Select(days => new ExpiryMark(
                    identity.Definition.Tenant,
                    identity.Definition.Id,
                    active.Number,
                    end,
                    days
                ))
                .Where(mark => !state.Marks.Contains(mark))
                .ToArray();
            if (marks.Length > 0)
            {
                due.Add((Notice(identity, active, left, now), marks));
            }
        }
        return due;
    }

    private static IdentityNotice Notice(
        IdentityRecord identity,
        IdentityVersion active,
        TimeSpan left,
        DateTimeOffset now
    )
    {
        var days = Math.Max(0, (int)Math.Floor(left.TotalDays));
        var what = active.Validity!.NameEnding($"certificate of version {active.Number}");
        return new IdentityNotice
        {
            Kind = IdentityNoticeKind.Expiring,
            At = now,
            Tenant = identity.Definition.Tenant,
            IdentityId = identity.Definition.Id,
            Identity = identity,
            Version = active,
            DaysLeft = days,
            Description = left < TimeSpan.Zero ? $"{what} is expired." : $"{what} ends in {days} days.",
        };
    }
}
