// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The port to the record of pairs: which PDF belongs to which XML. It shares commits with <see cref="ISigningJournal"/>.</summary>
public interface IPairJournal
{
    /// <summary>The pair of a request; null when there is none.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.StorageFailed"/>.</exception>
    ValueTask<SealedPair?> FindPairAsync(RequestKey request, CancellationToken cancellationToken);

    /// <summary>Appends a pair; durable when the task ends. Not cancellable: what was sealed has to be told.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.StorageFailed"/>; <see cref="SigningErrorKind.RequestIdReused"/> when the request has a pair already:
    /// the first one stands.
    /// </exception>
    ValueTask AppendAsync(SealedPair pair);
}
