// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core;

/// <summary>The port to the time-stamping authorities (RFC 3161).</summary>
public interface ITimestampSource
{
    /// <summary>Asks the configured authorities in order until one gives a token that passes every check.</summary>
    /// <param name="imprint">The digest to be stamped (MessageImprint.hashedMessage).</param>
    /// <param name="digest">The digest's algorithm.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.TimestampUnavailable"/>: none of them did.</exception>
    ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    );

    /// <summary>Asks in a lane: interactive imprints overtake bulk ones that wait for an authority. Without a lane an imprint is interactive.</summary>
    /// <param name="imprint">The digest to be stamped (MessageImprint.hashedMessage).</param>
    /// <param name="digest">The digest's algorithm.</param>
    /// <param name="lane">Who goes first; a source that lets nobody wait need not look at it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.TimestampUnavailable"/>: none of them did.</exception>
    ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        SigningLane lane,
        CancellationToken cancellationToken
    ) => TimestampAsync(imprint, digest, cancellationToken);
}
