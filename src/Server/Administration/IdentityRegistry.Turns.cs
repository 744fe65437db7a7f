// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// Who waits for whom. A change has the turn from its checks to its end, and may wait for a token meanwhile. The state, with the
/// journal's and the store's rows of it, is written under the gate, which nobody holds while a token works. What ends a version
/// takes the gate alone: a key that was stolen has to stop at once, also while a token hangs. The turn comes before the gate.
/// </summary>
internal sealed partial class IdentityRegistry
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _gate = new(1);

    // The change that has the turn; null for none.
    private volatile UnderWay? _underWay;

    private static bool EndsVersion(IdentityChange change) =>
        change is SuspendVersion or RevokeVersion or RetireVersion;

    // Null when what is under way has to be waited for: the same request; or a change of the same identity, where this one is
    // impossible before it, such as the resumption of a version that is suspended again.
    private async Task<ChangeResult?> EndAsync(AdminCall call, IdentityChange change, AnsweredRequest? request)
    {
        PlannedChange plan;
        try
        {
            plan = await PlanAsync(call, change, CancellationToken.None);
        }
        catch (SigningException e)
            when (e.Kind is SigningErrorKind.OutOfOrder or SigningErrorKind.IdentityNotFound
                && _underWay?.Concerns(change) == true
            )
        {
            return null;
        }
        return _parts.Settings.Administration.DualControl
            ? await HoldAsync(call, plan, request)
            : await MakeAtOnceAsync(call, plan, null, request);
    }

    // The same for a change that waited for a second administrator.
    private async Task<ChangeResult?> ConfirmEndAsync(AdminCall call, StoredChange asked, AnsweredRequest? request)
    {
        var waiting = Confirmable(call, asked.Tenant, asked.Id);
        var plan = await PlanAsync(call, ChangeOf(waiting), CancellationToken.None);
        return await MakeAtOnceAsync(call, plan, waiting, request);
    }

    // Under the gate alone. Null as of the work; and for a request that is under way.
    private async Task<ChangeResult?> AtOnceAsync(
        AnsweredRequest? request,
        Func<Task<ChangeResult?>> work,
        CancellationToken cancellationToken
    )
    {
        using var gate = await GateAsync(cancellationToken);
        return _underWay?.IsOf(request) == true ? null
            : _state.Answered.Find(request) is { } earlier ? Again(earlier)
            : await work();
    }

    private async Task<ChangeResult> MakeAtOnceAsync(
        AdminCall call,
        PlannedChange plan,
        StoredChange? settled,
        AnsweredRequest? request
    )
    {
        await AnnounceAsync(call, plan, settled);
        return await PublishAsync(call, plan, settled, request);
    }

    private async Task<Turn> TurnAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(_turn, cancellationToken);
        return new Turn(this);
    }

    private async Task<Gate> GateAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(_gate, cancellationToken);
        return new Gate(_gate);
    }

    private async Task EnterAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken)
    {
        await semaphore.WaitAsync(cancellationToken);
        if (_isDisposed)
        {
            semaphore.Release();
            throw new SigningException(SigningErrorKind.Cancelled, "The server is stopping.");
        }
    }

    private sealed record UnderWay(IdentityChange Change, AnsweredRequest? Request)
    {
        private readonly AnsweredRequests _known = new AnsweredRequests().With(Request);

        /// <summary>True when it is that request; one of the same id that asks for something else is refused.</summary>
        public bool IsOf(AnsweredRequest? request) => _known.Find(request) is not null;

        public bool Concerns(IdentityChange change) =>
            (change.Tenant, change.IdentityId) == (Change.Tenant, Change.IdentityId);
    }

    private readonly struct Turn(IdentityRegistry registry) : IDisposable
    {
        public void Dispose()
        {
            registry._underWay = null;
            registry._turn.Release();
        }
    }

    private readonly struct Gate(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
