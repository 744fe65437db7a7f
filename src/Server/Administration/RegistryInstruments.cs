// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;
using HocBaSo.Signing.Server.Calls;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// Metrics of identities: what is changed, and how long the certificates in force still live. One series per tenant: a province has more
/// identities than a page can name, and a report names those that matter.
/// </summary>
internal sealed class RegistryInstruments : IDisposable
{
    private static readonly int[] s_notices = [0, .. ExpiryNotices.Thresholds.Order()];
    private readonly Meter _meter = new(ServerInstruments.MeterName);
    private readonly Counter<long> _changes;

    public RegistryInstruments()
    {
        _changes = _meter.CreateCounter<long>(
            "hocbaso.identity.changes",
            "{change}",
            "Changes of identities and their versions, by change, who made it and result: rotation events"
        );
    }

    /// <summary>Tells how the identities stand whenever somebody looks.</summary>
    public void Watch(Func<RegistryState> state, TimeProvider time)
    {
        _meter.CreateObservableGauge(
            "hocbaso.certificate.remaining",
            () => Soonest(state(), time.GetUtcNow()),
            "d",
            "Until the first certificate in force ends, by tenant; below 0 when it has ended"
        );
        _meter.CreateObservableGauge(
            "hocbaso.certificate.expiring",
            () => Expiring(state(), time.GetUtcNow()),
            "{certificate}",
            "Certificates in force that end within so many days, by tenant; within 0 those that have ended"
        );
        _meter.CreateObservableGauge(
            "hocbaso.identities",
            () => Count(state()),
            "{identity}",
            "Identities, by tenant and whether a version is in force"
        );
        _meter.CreateObservableGauge(
            "hocbaso.identity.changes.pending",
            () => state().Changes.Count,
            "{change}",
            "Changes that wait for a second administrator"
        );
    }

    /// <summary>A change was carried out, or not after all.</summary>
    public void Changed(IdentityChange change, AdminCall by, bool isDone) =>
        _changes.Add(
            1,
            new("change", change.GetType().Name),
            new("by", by == RegistryEvents.Schedule ? "schedule" : "administrator"),
            new("result", isDone ? "done" : "failed")
        );

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Soonest(RegistryState state, DateTimeOffset now) =>
        Lives(state, now)
            .GroupBy(static life => life.Tenant, StringComparer.Ordinal)
            .Select(static tenant => new Measurement<double>(
                Math.Round(tenant.Min(static life => life.Left.TotalDays), 3),
                Of(tenant.Key)
            ));

    private static IEnumerable<Measurement<int>> Expiring(RegistryState state, DateTimeOffset now) =>
        Lives(state, now)
            .GroupBy(static life => life.Tenant, StringComparer.Ordinal)
            .SelectMany(static tenant =>
                s_notices.Select(days => new Measurement<int>(
                    tenant.Count(life => life.Left <= TimeSpan.FromDays(days)),
                    Of(tenant.Key),
                    new("within", NameOf(days))
                ))
            );

    private static IEnumerable<Measurement<int>> Count(RegistryState state) =>
        state
            .Identities.Values.GroupBy(static i => (i.Definition.Tenant, IsActive: i.Active is not null))
            .Select(static group => new Measurement<int>(
                group.Count(),
                Of(group.Key.Tenant),
                new("active", group.Key.IsActive ? "true" : "false")
            ));

    private static IEnumerable<(string Tenant, TimeSpan Left)> Lives(RegistryState state, DateTimeOffset now) =>
        state
            .Identities.Values.Where(static i => i.Active?.Validity is not null)
            .Select(i => (i.Definition.Tenant, i.Active!.Validity!.NotAfter - now));

    private static KeyValuePair<string, object?> Of(string tenant) => new("tenant", tenant);

    private static string NameOf(int days) => days.ToString(System.Globalization.CultureInfo.InvariantCulture) + "d";
}
