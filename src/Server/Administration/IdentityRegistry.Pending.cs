// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>Dual control: what one administrator asks for, a second one confirms.</summary>
internal sealed partial class IdentityRegistry
{
    // Of one tenant: what waits for one keeps nobody else from asking.
    private const int MaxPending = 200;

    public IReadOnlyList<PendingChange> Pending(string tenant)
    {
        var now = _parts.Time.GetUtcNow();
        return [.. _state.Changes.Where(c => c.Tenant == tenant && c.ExpiresAt > now).Select(Show)];
    }

    public async Task<ChangeResult> ConfirmAsync(
        AdminCall call,
        string tenant,
        string changeId,
        CancellationToken cancellationToken
    )
    {
        var request = AnsweredRequests.Of(call, tenant, "", Encoding.UTF8.GetBytes(changeId), _parts.Time.GetUtcNow());
        if (_state.Answered.Find(request) is { } known)
        {
            return Again(known);
        }
        if (
            _state.Changes.Find(c => c.Id == changeId && c.Tenant == tenant) is { } asked
            && EndsVersion(ChangeOf(asked))
            && await AtOnceAsync(request, () => ConfirmEndAsync(call, asked, request), cancellationToken) is { } ended
        )
        {
            return ended;
        }
        using var turn = await TurnAsync(cancellationToken);
        if (_state.Answered.Find(request) is { } earlier)
        {
            return Again(earlier);
        }
        var waiting = Confirmable(call, tenant, changeId);
        var change = ChangeOf(waiting);
        _underWay = new UnderWay(change, request);
        var plan = await PlanAsync(call, change, cancellationToken);
        return await MakeAsync(call, plan, waiting, request);
    }

    public async Task RejectAsync(AdminCall call, string tenant, string changeId, CancellationToken cancellationToken)
    {
        var request = AnsweredRequests.Of(call, tenant, "", Encoding.UTF8.GetBytes(changeId), _parts.Time.GetUtcNow());
        using var turn = await TurnAsync(cancellationToken);
        using var gate = await GateAsync(cancellationToken);
        if (_state.Answered.Find(request) is null)
        {
            await DropAsync(call, Waiting(tenant, changeId), "Rejected", request);
        }
    }

    // The change that waits, if that administrator may confirm it now.
    private StoredChange Confirmable(AdminCall call, string tenant, string changeId)
    {
        var waiting = Waiting(tenant, changeId);
        if (waiting.Administrator == call.Administrator)
        {
            throw new SigningException(
                SigningErrorKind.NotPermitted,
                "Who asked for a change can't confirm it: a second administrator has to.",
                "change"
            );
        }
        RequireUnchanged(waiting);
        return waiting;
    }

    // What ends a version is checked against the identity as it is, and may have been asked for while another change was under way.
    private void RequireUnchanged(StoredChange waiting)
    {
        var isUnchanged = (_state.Find(waiting.Tenant, waiting.IdentityId)?.Revision ?? 0) == waiting.Revision;
        if (!_state.Changes.Contains(waiting) || !(isUnchanged || EndsVersion(ChangeOf(waiting))))
        {
            throw new SigningException(
                SigningErrorKind.OutOfOrder,
                "The identity has changed since: the change has to be asked for again.",
                "change"
            );
        }
    }

    // Under the gate.
    private async Task<ChangeResult> HoldAsync(AdminCall call, PlannedChange plan, AnsweredRequest? request)
    {
        if (Pending(plan.Change.Tenant).Count >= MaxPending)
        {
            throw new SigningException(
                SigningErrorKind.QuotaExceeded,
                "Too many changes wait for a second administrator."
            );
        }
        var now = _parts.Time.GetUtcNow();
        var change = new StoredChange
        {
            Id = Guid.NewGuid().ToString("N"),
            Administrator = call.Administrator,
            At = now,
            ExpiresAt = now.AddHours(_parts.Settings.Administration.ChangeExpiryHours),
            Operation = call.Operation,
            Tenant = plan.Change.Tenant,
            IdentityId = plan.Change.IdentityId,
            Description = plan.Description,
            Revision = plan.Before?.Revision ?? 0,
            Content = ChangeCodec.Write(plan.Change),
        };
        var answered = request is null ? null : request with { ChangeId = change.Id };
        await NoteAsync(
            call,
            change,
            "Waits for a second administrator",
            () => _parts.Store.Add(change, answered),
            "Does not wait"
        );
        _state = _state.With(answered) with { Changes = _state.Changes.Add(change) };
        Tell(call, change, IdentityNoticeKind.ChangePending, "waits");
        return new ChangeResult(plan.Before, null, Show(change)) { Warnings = plan.Warnings };
    }

    // Under the gate.
    private async Task DropAsync(AdminCall call, StoredChange change, string what, AnsweredRequest? request = null)
    {
        var answered = request is null ? null : request with { IdentityId = change.IdentityId };
        await NoteAsync(call, change, what, () => _parts.Store.Remove(change.Id, answered), "Waits still");
        _state = _state.Without(change.Id).With(answered);
        Tell(call, change, IdentityNoticeKind.ChangeDropped, what);
    }

    // The journal is told first; where the file then fails, it is told what is so instead.
    private async Task NoteAsync(AdminCall call, StoredChange change, string what, Action store, string otherwise)
    {
        await _parts.Journal.AppendAsync(RegistryEvents.Pending(call, change, what));
        try
        {
            store();
        }
        catch (Exception e)
        {
            var kind = (e as SigningException)?.Kind ?? SigningErrorKind.Internal;
            _parts.Log.Failed(call.Administrator, call.Operation, change.Tenant, change.IdentityId, kind, e);
            await TellAsync(RegistryEvents.Pending(call, change, otherwise, kind));
            throw;
        }
    }

    // What the request has led to, as it is now.
    private ChangeResult Again(AnsweredRequest earlier)
    {
        var identity = _state.Find(earlier.Tenant, earlier.IdentityId);
        var version = identity?.Versions.FirstOrDefault(v => v.Number == earlier.Version);
        var waiting = _state.Changes.Find(c => c.Id == earlier.ChangeId);
        return new ChangeResult(identity, version, waiting is null ? null : Show(waiting)) { IsRepeated = true };
    }

    private StoredChange Waiting(string tenant, string changeId)
    {
        var now = _parts.Time.GetUtcNow();
        return _state.Changes.Find(c => c.Id == changeId && c.Tenant == tenant && c.ExpiresAt > now)
            ?? throw new SigningException(
                SigningErrorKind.IdentityNotFound,
                "No such change waits; it may have expired.",
                "change"
            );
    }

    private static IdentityChange ChangeOf(StoredChange change)
    {
        try
        {
            return ChangeCodec.Read(change.Content);
        }
        catch (InvalidDataException e)
        {
            throw new SigningException(
                SigningErrorKind.StorageFailed,
                "The change can't be read: reject it and ask for it again.",
                "change",
                e
            );
        }
    }

    private void Tell(AdminCall call, StoredChange change, IdentityNoticeKind kind, string what)
    {
        _parts.Log.Pending(call.Administrator, change.Tenant, change.IdentityId, change.Id, what, change.Description);
        _notices.Tell(
            new IdentityNotice
            {
                Kind = kind,
                At = _parts.Time.GetUtcNow(),
                Tenant = change.Tenant,
                IdentityId = change.IdentityId,
                Identity = _state.Find(change.Tenant, change.IdentityId),
                Administrator = call.Administrator,
                Description = change.Description,
                ChangeId = change.Id,
            }
        );
    }

    private static PendingChange Show(StoredChange change) =>
        new(
            change.Id,
            change.Administrator,
            change.At,
            change.ExpiresAt,
            change.Operation,
            change.Tenant,
            change.IdentityId,
            change.Description
        );
}
