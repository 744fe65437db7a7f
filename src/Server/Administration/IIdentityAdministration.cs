// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// The identities with their versions, as administrators see and change them. Whoever calls has checked that the administrator
/// may do it. Members throw <see cref="SigningException"/>: <see cref="SigningErrorKind.IdentityNotFound"/> (no such identity, version or
/// pending change), <see cref="SigningErrorKind.InvalidRequest"/>, <see cref="SigningErrorKind.CertificateNotUsable"/> (a defect of a
/// certificate, or a key that can't sign), <see cref="SigningErrorKind.OutOfOrder"/> (the state does not allow the change),
/// <see cref="SigningErrorKind.NotPermitted"/> (own change, configured identity, a key of another tenant), <see cref="SigningErrorKind.HsmUnavailable"/>,
/// <see cref="SigningErrorKind.StorageFailed"/>.
/// </summary>
internal interface IIdentityAdministration
{
    /// <summary>The identities of a tenant, by name.</summary>
    IReadOnlyList<IdentityRecord> List(string tenant);

    /// <summary>One identity; null when the tenant has none of that name.</summary>
    IdentityRecord? Find(string tenant, string identityId);

    /// <summary>Without the keys that versions of other tenants, or the server itself, have: tokens may be shared.</summary>
    /// <param name="tenant">Who asks.</param>
    /// <param name="found">What a token holds.</param>
    IReadOnlyList<TokenObject> WithoutForeign(string tenant, IReadOnlyList<TokenObject> found);

    /// <summary>Makes a change, or, under dual control, has it wait. A change that has begun is finished.</summary>
    Task<ChangeResult> ApplyAsync(AdminCall call, IdentityChange change, CancellationToken cancellationToken);

    /// <summary>Has the key of a version sign, and checks the value with the version's certificate, or, before there is one, with the token's public key.</summary>
    Task<TestSignResult> TestSignAsync(
        AdminCall call,
        string tenant,
        string identityId,
        int version,
        CancellationToken cancellationToken
    );

    /// <summary>The changes of a tenant that wait, oldest first.</summary>
    IReadOnlyList<PendingChange> Pending(string tenant);

    /// <summary>
    /// Makes a change that waits. Everything is checked again, and the identity must not have changed since, unless the change suspends,
    /// revokes or retires a version.
    /// </summary>
    Task<ChangeResult> ConfirmAsync(
        AdminCall call,
        string tenant,
        string changeId,
        CancellationToken cancellationToken
    );

    /// <summary>Drops a change that waits; the one who asked for it may as well.</summary>
    Task RejectAsync(AdminCall call, string tenant, string changeId, CancellationToken cancellationToken);

    /// <summary>What happens from now on, until cancelled. A watcher that falls 1,000 notices behind gets <see cref="SigningErrorKind.Overloaded"/>.</summary>
    IAsyncEnumerable<IdentityNotice> WatchAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Whether all identities of a tenant can sign up to a date.</summary>
    ValidityReport Report(string tenant, DateTimeOffset until);
}
