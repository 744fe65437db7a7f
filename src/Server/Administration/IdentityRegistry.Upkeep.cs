// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>What the clock brings: scheduled versions come into force, pending changes expire, certificates come to their end.</summary>
internal sealed partial class IdentityRegistry
{
    // The clock of the wall may be set: no rest is longer than this, so that no time is missed by more.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenExpiryChecks = TimeSpan.FromDays(1);
    private readonly ITimer _timer;
    private DateTimeOffset _expiryCheckedAt;

    // Set when something failed for now; then it rests in full before the next try.
    private bool _hasFailed;

    // While the clock's work waits or is done, nothing else sets the timer: it would queue the same work again, without a rest.
    private volatile bool _isUpkeep;

    private void Rest()
    {
        if (_isUpkeep)
        {
            return;
        }
        var now = _parts.Time.GetUtcNow();
        var next = !_hasFailed && IsExpiryCheckDue(now) ? now : now + LongestRest;
        if (!_hasFailed)
        {
            foreach (var at in _state.Identities.Values.SelectMany(static i => i.Versions).Where(IsScheduled))
            {
                next = at.ActivateAt < next ? at.ActivateAt.Value : next;
            }
        }
        var rest = next - now;
        _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task UpkeepAsync()
    {
        _isUpkeep = true;
        try
        {
            using var turn = await TurnAsync(CancellationToken.None);
            _hasFailed = false;
            await TryAsync(ActivateScheduledAsync);
            await TryAsync(RetireAsync);
            await TryAsync(ExpireChangesAsync);
            await TryAsync(NoticeExpiryAsync);
            _isUpkeep = false;
            Rest();
        }
        catch (Exception e) when (e is ObjectDisposedException or SigningException)
        {
            // The registry was disposed of while the timer rang.
        }
        finally
        {
            _isUpkeep = false;
        }
    }

    // What fails keeps nothing else from being done.
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            _hasFailed = true;
            _parts.Log.UpkeepFailed(e);
        }
    }

    private async Task ActivateScheduledAsync()
    {
        var now = _parts.Time.GetUtcNow();
        var due = _state
            .Identities.Values.SelectMany(static i =>
                i.Versions.Where(IsScheduled).Select(v => (i.Definition, Version: v))
            )
            .Where(d => d.Version.ActivateAt <= now)
            .OrderBy(static d => d.Version.ActivateAt)
            .ToArray();
        // One of them may have ended the schedule of another.
        foreach (var (identity, version) in due.Where(d => IsStillScheduled(d.Definition, d.Version)))
        {
            await TryAsync(() => ActivateScheduledAsync(identity, version));
        }
    }

    private bool IsStillScheduled(IdentityDefinition identity, IdentityVersion version) =>
        _state.Find(identity.Tenant, identity.Id) is { } now && IsScheduled(now.VersionOf(version.Number));

    private async Task ActivateScheduledAsync(IdentityDefinition identity, IdentityVersion version)
    {
        var change = new ActivateVersion(identity.Tenant, identity.Id, version.Number, null);
        try
        {
            await MakeScheduledAsync(change);
        }
        catch (SigningException e) when (e.Kind is SigningErrorKind.CertificateNotUsable or SigningErrorKind.OutOfOrder)
        {
            _parts.Log.NotActivated(identity.Tenant, identity.Id, version.Number, e.Message);
            await UnscheduleAsync(change, e);
        }
        catch (SigningException e)
        {
            // The token or the disk can't now: the time stays, and it is tried again.
            _hasFailed = true;
            _parts.Log.NotActivated(identity.Tenant, identity.Id, version.Number, e.Message);
        }
    }

    private async Task UnscheduleAsync(ActivateVersion change, SigningException why)
    {
        var identity = _state.Find(change.Tenant, change.IdentityId)!;
        if (!IsScheduled(identity.VersionOf(change.Version)))
        {
            // It has ended while its key was tested.
            return;
        }
        var plan = new PlannedChange
        {
            Change = change,
            Before = identity,
            Version = change.Version,
            Description = $"Version {change.Version} was not activated at its time: {why.Message}",
            Make = now => now!.Change(change.Version, VersionChange.Unschedule, _parts.Time.GetUtcNow()),
        };
        await MakeAsync(RegistryEvents.Schedule, plan, null);
    }

    private async Task RetireAsync()
    {
        var days = _parts.Settings.Administration.RetireAfterDays;
        if (days == 0)
        {
            return;
        }
        var before = _parts.Time.GetUtcNow().AddDays(-days);
        var due = _state
            .Identities.Values.SelectMany(static i =>
                i.Versions.Where(static v => v.State == VersionState.Retiring).Select(v => (i.Definition, Version: v))
            )
            .Where(d => d.Version.ChangedAt <= before)
            .ToArray();
        foreach (var (identity, version) in due)
        {
            var change = new RetireVersion(identity.Tenant, identity.Id, version.Number);
            await TryAsync(() => MakeScheduledAsync(change));
        }
    }

    private async Task MakeScheduledAsync(IdentityChange change)
    {
        _underWay = new UnderWay(change, null);
        var plan = await PlanAsync(RegistryEvents.Schedule, change, CancellationToken.None);
        await MakeAsync(RegistryEvents.Schedule, plan, null);
    }

    private async Task ExpireChangesAsync()
    {
        using var gate = await GateAsync(CancellationToken.None);
        var now = _parts.Time.GetUtcNow();
        foreach (var change in _state.Changes.Where(c => c.ExpiresAt <= now))
        {
            await DropAsync(RegistryEvents.Schedule, change, "Expired");
        }
    }

    private async Task NoticeExpiryAsync()
    {
        using var gate = await GateAsync(CancellationToken.None);
        var now = _parts.Time.GetUtcNow();
        if (!IsExpiryCheckDue(now))
        {
            return;
        }
        Forget(now);
        var due = ExpiryNotices.Due(_state, now);
        _parts.Store.Add([.. due.SelectMany(static d => d.Marks)]);
        _state = _state with { Marks = _state.Marks.Union(due.SelectMany(static d => d.Marks)) };
        _expiryCheckedAt = now;
        foreach (var (notice, _) in due)
        {
            var (number, validity) = (notice.Version!.Number, notice.Version.Validity!);
            var who = validity.EndingIssuer ?? "its certificate";
            _parts.Log.Expiring(notice.Tenant, notice.IdentityId, number, validity.NotAfter, notice.DaysLeft, who);
            _notices.Tell(notice);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        _parts.Store.Forget(now - AnsweredRequests.Window);
        _state = _state with { Answered = _state.Answered.Since(now - AnsweredRequests.Window) };
    }

    private bool IsExpiryCheckDue(DateTimeOffset now) =>
        _expiryCheckedAt == default || now - _expiryCheckedAt >= BetweenExpiryChecks;

    private static bool IsScheduled(IdentityVersion version) =>
        version.State == VersionState.Scheduled && version.ActivateAt is not null;
}
