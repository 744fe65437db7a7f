// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>How a change that was checked is made: journal, token, store, snapshot.</summary>
internal sealed partial class IdentityRegistry
{
    // Under the turn. From the journal's word on nothing is given up half-way, whoever goes away.
    private async Task<ChangeResult> MakeAsync(
        AdminCall call,
        PlannedChange plan,
        StoredChange? settled,
        AnsweredRequest? request = null
    )
    {
        using (await GateAsync(CancellationToken.None))
        {
            if (_state.Answered.Find(request) is { } earlier)
            {
                return Again(earlier);
            }
            if (settled is not null)
            {
                RequireUnchanged(settled);
            }
            plan = AsOfNow(plan);
            await AnnounceAsync(call, plan, settled);
            if (plan.InTokenAsync is null)
            {
                return await PublishAsync(call, plan, settled, request);
            }
        }
        await OrTellAsync(call, plan, plan.InTokenAsync);
        using var gate = await GateAsync(CancellationToken.None);
        return await PublishAsync(call, plan, settled, request);
    }

    // Under the gate. While the change was checked, which may have taken a token, versions may have ended.
    private PlannedChange AsOfNow(PlannedChange plan)
    {
        var now = _state.Find(plan.Change.Tenant, plan.Change.IdentityId);
        plan.Make(now);
        return plan with { Before = now };
    }

    private async Task AnnounceAsync(AdminCall call, PlannedChange plan, StoredChange? settled)
    {
        if (settled is not null)
        {
            await _parts.Journal.AppendAsync(RegistryEvents.Pending(call, settled, "Confirmed"));
        }
        var detail = settled is null ? plan.Description : $"{plan.Description} (asked for by {settled.Administrator})";
        await _parts.Journal.AppendAsync(RegistryEvents.Of(call, plan, detail));
    }

    // Under the gate.
    private async Task<ChangeResult> PublishAsync(
        AdminCall call,
        PlannedChange plan,
        StoredChange? settled,
        AnsweredRequest? request
    )
    {
        IdentityRecord? after = null;
        await OrTellAsync(
            call,
            plan,
            () =>
            {
                after = plan.Make(_state.Find(plan.Change.Tenant, plan.Change.IdentityId));
                var answered = request is null
                    ? null
                    : request with
                    {
                        IdentityId = plan.Change.IdentityId,
                        Version = plan.Version,
                    };
                _parts.Store.Save(after, settled?.Id, answered);
                Swap(_state.With(after).Without(settled?.Id).With(answered));
                _parts.Instruments.Changed(plan.Change, call, isDone: true);
                Tell(call, plan, after);
                return Task.CompletedTask;
            }
        );
        return new ChangeResult(after, VersionOf(after!, plan.Version), null) { Warnings = plan.Warnings };
    }

    private void Swap(RegistryState state)
    {
        var snapshot = _snapshots.Build(state);
        _state = state;
        _current = snapshot;
        Swapped(snapshot);
    }

    private void Tell(AdminCall call, PlannedChange plan, IdentityRecord after)
    {
        _parts.Log.Changed(call.Administrator, call.Operation, plan.Change.Tenant, plan.Subject, plan.Description);
        _notices.Tell(
            new IdentityNotice
            {
                Kind = IdentityNoticeKind.Changed,
                At = _parts.Time.GetUtcNow(),
                Tenant = plan.Change.Tenant,
                IdentityId = plan.Change.IdentityId,
                Identity = after,
                Version = VersionOf(after, plan.Version),
                Administrator = call.Administrator,
                Description = plan.Description,
            }
        );
        Rest();
    }

    // The journal said that it would be done: it has to say that it was not.
    private async Task OrTellAsync(AdminCall call, PlannedChange plan, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            await TellFailureAsync(call, plan, e);
            throw;
        }
    }

    private async Task TellFailureAsync(AdminCall call, PlannedChange plan, Exception cause)
    {
        var kind = (cause as SigningException)?.Kind ?? SigningErrorKind.Internal;
        _parts.Instruments.Changed(plan.Change, call, isDone: false);
        _parts.Log.Failed(call.Administrator, call.Operation, plan.Change.Tenant, plan.Subject, kind, cause);
        await TellAsync(RegistryEvents.Of(call, plan, $"Did not take effect: {plan.Description}", kind));
    }

    // Of a failure that is under way already.
    private async Task TellAsync(JournalEvent entry)
    {
        try
        {
            await _parts.Journal.AppendAsync(entry);
        }
        catch (SigningException)
        {
            // The log has it; a journal that can't be written stops the node by itself.
        }
    }

    private static IdentityVersion? VersionOf(IdentityRecord identity, int? number) =>
        number is { } n ? identity.VersionOf(n) : null;
}
