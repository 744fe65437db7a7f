// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// The identities with their versions, and the snapshot that signs. Changes are made one at a time: checked, told to the journal,
/// made in the token, kept, and only then in force by a swap of the snapshot. Readers never wait.
/// </summary>
internal sealed partial class IdentityRegistry : ICertificateCatalogSource, IIdentityAdministration, IAsyncDisposable
{
    private readonly RegistryParts _parts;
    private readonly SnapshotBuilder _snapshots;
    private readonly ChangePlanner _planner;
    private readonly KeyTest _test;
    private readonly NoticeHub _notices = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<(string Tenant, string Id), IdentityRecord> _unserved = [];
    private volatile RegistryState _state = RegistryState.Empty;
    private volatile CertificateCatalog _current;
    private bool _isDisposed;

    private IdentityRegistry(RegistryParts parts)
    {
        _parts = parts;
        _snapshots = new SnapshotBuilder(parts.Settings);
        _test = new KeyTest(parts.Signer, parts.Tokens, parts.Journal, parts.Time);
        var checks = new VersionChecks(parts.Settings, _snapshots, parts.Tokens, _test, parts.Time);
        _planner = new ChangePlanner(parts.Settings, checks, parts.Tokens, parts.Time);
        _current = _snapshots.Build(_state);
        parts.Instruments.Watch(() => _state, parts.Time);
        _timer = parts.Time.CreateTimer(
            _ => _ = UpkeepAsync(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Told of every snapshot after it is in force; quick, and never throws.</summary>
    public Action<CertificateCatalog> Swapped { get; set; } = static _ => { };

    public CertificateCatalog Current => _current;

    /// <summary>Reads what is kept, takes in what the configuration file brings, and begins to keep times.</summary>
    /// <param name="parts">The store in it is the registry's from here on, also when this fails.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    public static async Task<IdentityRegistry> OpenAsync(RegistryParts parts)
    {
        var registry = new IdentityRegistry(parts);
        try
        {
            await registry.LoadAsync();
            registry.Rest();
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyList<IdentityRecord> List(string tenant) =>
        [
            .. _state
                .Identities.Values.Where(i => i.Definition.Tenant == tenant)
                .OrderBy(static i => i.Definition.Id, StringComparer.Ordinal),
        ];

    public IdentityRecord? Find(string tenant, string identityId) => _state.Find(tenant, identityId);

    public IReadOnlyList<TokenObject> WithoutForeign(string tenant, IReadOnlyList<TokenObject> found)
    {
        var owners = Owners();
        return [.. found.Where(o => !owners.IsForeign(tenant, o.KeyUri, o.Certificates))];
    }

    public async Task<ChangeResult> ApplyAsync(
        AdminCall call,
        IdentityChange change,
        CancellationToken cancellationToken
    )
    {
        var request = AnsweredRequests.Of(
            call,
            change.Tenant,
            change.IdentityId,
            ChangeCodec.Write(change),
            _parts.Time.GetUtcNow()
        );
        using var turn = await TurnAsync(cancellationToken);
        if (_state.Answered.Find(request) is { } earlier)
        {
            return Again(earlier);
        }
        if (change is CreateIdentity && _unserved.ContainsKey((change.Tenant, change.IdentityId)))
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                "The name belongs to an identity that the configuration file defined before.",
                "identity"
            );
        }
        var plan = await PlanAsync(call, change, cancellationToken);
        return _parts.Settings.Administration.DualControl
            ? await HoldAsync(call, plan, request)
            : await MakeAsync(call, plan, null, request);
    }

    public async Task<TestSignResult> TestSignAsync(
        AdminCall call,
        string tenant,
        string identityId,
        int version,
        CancellationToken cancellationToken
    )
    {
        var identity =
            _state.Find(tenant, identityId)
            ?? throw new SigningException(
                SigningErrorKind.IdentityNotFound,
                $"The tenant has no identity '{identityId}'.",
                "identity"
            );
        return await _test.RunAsync(call, identity.Definition, identity.VersionOf(version), cancellationToken);
    }

    public IAsyncEnumerable<IdentityNotice> WatchAsync(string tenant, CancellationToken cancellationToken) =>
        _notices.WatchAsync(tenant, cancellationToken);

    public ValidityReport Report(string tenant, DateTimeOffset until) =>
        ValidityReports.Of(tenant, List(tenant), until, _parts.Time.GetUtcNow(), _parts.Settings);

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _turn.WaitAsync();
        if (!_isDisposed)
        {
            _isDisposed = true;
            _notices.End();
            _parts.Instruments.Dispose();
            _parts.Store.Dispose();
        }
        _turn.Release();
    }

    private async Task<PlannedChange> PlanAsync(
        AdminCall call,
        IdentityChange change,
        CancellationToken cancellationToken
    )
    {
        var before = _state.Find(change.Tenant, change.IdentityId);
        var (tenant, id) = (change.Tenant, change.IdentityId);
        IReadOnlyList<string> warnings = change switch
        {
            ImportVersion import => Owners().Check(tenant, id, import.KeyUri, import.Chain),
            InstallCertificate install when before is not null => Owners()
                .Check(tenant, id, before.VersionOf(install.Version).KeyUri, install.Chain),
            _ => [],
        };
        var plan = await _planner.PlanAsync(call, before, change, cancellationToken);
        return plan with { Warnings = [.. plan.Warnings, .. warnings] };
    }

    private KeyOwners Owners() => new(_state.Identities.Values.Concat(_unserved.Values), _parts.Settings.ServerKeys);

    // From the journal's word on nothing is given up half-way, whoever goes away.
    private async Task<ChangeResult> MakeAsync(
        AdminCall call,
        PlannedChange plan,
        StoredChange? settled,
        AnsweredRequest? request = null
    )
    {
        var detail = settled is null ? plan.Description : $"{plan.Description} (asked for by {settled.Administrator})";
        await _parts.Journal.AppendAsync(RegistryEvents.Of(call, plan, detail));
        try
        {
            var after = await plan.CarryOutAsync();
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
            return new ChangeResult(after, VersionOf(after, plan.Version), null) { Warnings = plan.Warnings };
        }
        catch (Exception e)
        {
            await TellFailureAsync(call, plan, e);
            throw;
        }
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
    private async Task TellFailureAsync(AdminCall call, PlannedChange plan, Exception cause)
    {
        var kind = (cause as SigningException)?.Kind ?? SigningErrorKind.Internal;
        _parts.Instruments.Changed(plan.Change, call, isDone: false);
        _parts.Log.Failed(call.Administrator, call.Operation, plan.Change.Tenant, plan.Subject, kind, cause);
        try
        {
            await _parts.Journal.AppendAsync(
                RegistryEvents.Of(call, plan, $"Did not take effect: {plan.Description}", kind)
            );
        }
        catch (SigningException)
        {
            // The log has it; a journal that can't be written stops the node by itself.
        }
    }

    private static IdentityVersion? VersionOf(IdentityRecord identity, int? number) =>
        number is { } n ? identity.VersionOf(n) : null;

    private async Task<Turn> TurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        if (_isDisposed)
        {
            _turn.Release();
            throw new SigningException(SigningErrorKind.Cancelled, "The server is stopping.");
        }
        return new Turn(_turn);
    }

    private readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
