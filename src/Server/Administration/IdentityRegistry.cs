// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>The identities with their versions, and the snapshot that signs. Changes are made one at a time.</summary>
internal sealed class IdentityRegistry(CertificateCatalog catalog) : ICertificateCatalogSource, IIdentityAdministration
{
    public CertificateCatalog Current { get; } = catalog;

    public IReadOnlyList<IdentityRecord> List(string tenant) => [];

    public IdentityRecord? Find(string tenant, string identityId) => null;

    public Task<ChangeResult> ApplyAsync(AdminCall call, IdentityChange change, CancellationToken cancellationToken) =>
        Task.FromException<ChangeResult>(NotFound());

    public Task<TestSignResult> TestSignAsync(
        AdminCall call,
        string tenant,
        string identityId,
        int version,
        CancellationToken cancellationToken
    ) => Task.FromException<TestSignResult>(NotFound());

    public IReadOnlyList<PendingChange> Pending(string tenant) => [];

    public Task<ChangeResult> ConfirmAsync(
        AdminCall call,
        string tenant,
        string changeId,
        CancellationToken cancellationToken
    ) => Task.FromException<ChangeResult>(NotFound());

    public Task RejectAsync(AdminCall call, string tenant, string changeId, CancellationToken cancellationToken) =>
        Task.FromException(NotFound());

    public async IAsyncEnumerable<IdentityNotice> WatchAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        yield break;
    }

    public ValidityReport Report(string tenant, DateTimeOffset until) => new(tenant, until, 0, []);

    private static SigningException NotFound() =>
        new(SigningErrorKind.IdentityNotFound, "The tenant has no such identity.");
}
