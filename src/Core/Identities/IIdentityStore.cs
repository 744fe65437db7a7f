// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// The port to what is kept of identities. One user at a time. Every write is one transaction, durable when it returns; a write
/// that fails throws <see cref="SigningErrorKind.StorageFailed"/> and may be there all the same.
/// </summary>
public interface IIdentityStore : IDisposable
{
    /// <summary>All that is there.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>: it can't be read, or makes no sense.</exception>
    IdentityStoreContent Load();

    /// <summary>Keeps an identity in its next revision.</summary>
    /// <param name="identity">New: revision 1 and above; else one more than is kept.</param>
    /// <param name="settledChange">The pending change that this was, which goes; null for none.</param>
    /// <param name="answered">The request that is carried out by this; null for none.</param>
    void Save(IdentityRecord identity, string? settledChange = null, AnsweredRequest? answered = null);

    /// <summary>Keeps identities in their next revisions, all or none.</summary>
    void Save(IReadOnlyList<IdentityRecord> identities);

    /// <summary>Keeps a change that waits, and the request that asked for it.</summary>
    void Add(StoredChange change, AnsweredRequest? answered = null);

    /// <summary>Drops a change that waited, and keeps the request that asked for that.</summary>
    void Remove(string changeId, AnsweredRequest? answered = null);

    /// <summary>Forgets the requests that were carried out before a time.</summary>
    void Forget(DateTimeOffset before);

    /// <summary>Keeps that notices were given.</summary>
    void Add(IReadOnlyList<ExpiryMark> marks);
}
