// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// The port to the journal: who signed what, when, with which key. Appends are durable when their task ends; many callers
/// share one commit.
/// </summary>
public interface ISigningJournal
{
    /// <summary>The last attempt of a request; null when the journal does not know the request.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    ValueTask<JournaledRequest?> FindAsync(RequestKey request, CancellationToken cancellationToken);

    /// <summary>Appends intents, all in one commit.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>; <see cref="SigningErrorKind.RequestIdReused"/> when that attempt and step is there already.
    /// </exception>
    ValueTask AppendAsync(IReadOnlyList<SigningIntent> intents, CancellationToken cancellationToken);

    /// <summary>Appends outcomes, all in one commit. Not cancellable: what was signed has to be told.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>; <see cref="SigningErrorKind.RequestIdReused"/> when a step has its outcome already: the
    /// first one stands.
    /// </exception>
    ValueTask AppendAsync(IReadOnlyList<SigningOutcome> outcomes);
}
