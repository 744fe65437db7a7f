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

    /// <summary>The same in a lane: interactive rows are committed before bulk ones that wait. Without a lane they are interactive.</summary>
    /// <exception cref="SigningException">As of the other one.</exception>
    ValueTask AppendAsync(
        IReadOnlyList<SigningIntent> intents,
        SigningLane lane,
        CancellationToken cancellationToken
    ) => AppendAsync(intents, cancellationToken);

    /// <summary>The same in a lane: interactive rows are committed before bulk ones that wait. Without a lane they are interactive.</summary>
    /// <exception cref="SigningException">As of the other one.</exception>
    ValueTask AppendAsync(IReadOnlyList<SigningOutcome> outcomes, SigningLane lane) => AppendAsync(outcomes);
}
