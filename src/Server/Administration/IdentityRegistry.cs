// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// The identities with their versions, and the snapshot that signs. Changes are made one at a time: checked, told to the journal,
/// made in the token, kept, and only then in force by a swap of the snapshot. What ends a version does not wait for a token that
/// another change waits for. Readers never wait.
/// </summary>
internal sealed partial class IdentityRegistry : ICertificateCatalogSource, IIdentityAdministration, IAsyncDisposable
{
    private readonly RegistryParts _parts;
    private readonly SnapshotBuilder _snapshots;
    private readonly ChangePlanner _planner;
    private readonly KeyTest _test;
    private readonly NoticeHub _notices = new();
    private readonly Dictionary<(string Tenant, string Id), IdentityRecord> _unserved = [];
    private volatile RegistryState _state = RegistryState.Empty;
    private volatile CertificateCatalog _current;
    private bool _isDisposed;

    private IdentityRegistry(RegistryParts parts)
    {
        _parts = parts;
        _snapshots = new SnapshotBuilder(parts.Settings);
        _test = new KeyTest(parts.Signer, parts.Tokens, parts.Journal, parts.Time);
        var checks = new VersionChecks(parts.Settings, _snapshots, parts.Tokens, _test, Owners, parts.Time);
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
        return [.. found.Where(o => !owners.IsForeign(tenant, o))];
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
        if (
            EndsVersion(change)
            && await AtOnceAsync(request, () => EndAsync(call, change, request), cancellationToken) is { } ended
        )
        {
            return ended;
        }
        using var turn = await TurnAsync(cancellationToken);
        _underWay = new UnderWay(change, request);
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
        if (!_parts.Settings.Administration.DualControl)
        {
            return await MakeAsync(call, plan, null, request);
        }
        using var gate = await GateAsync(CancellationToken.None);
        return _state.Answered.Find(request) is { } meanwhile
            ? Again(meanwhile)
            : await HoldAsync(call, AsOfNow(plan), request);
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
        await _gate.WaitAsync();
        if (!_isDisposed)
        {
            _isDisposed = true;
            _notices.End();
            _parts.Instruments.Dispose();
            _parts.Store.Dispose();
        }
        _gate.Release();
        _turn.Release();
    }

    private Task<PlannedChange> PlanAsync(AdminCall call, IdentityChange change, CancellationToken cancellationToken) =>
        _planner.PlanAsync(call, _state.Find(change.Tenant, change.IdentityId), change, cancellationToken);

    private KeyOwners Owners() => new(_state.Identities.Values.Concat(_unserved.Values), _parts.Settings.ServerKeys);
}
