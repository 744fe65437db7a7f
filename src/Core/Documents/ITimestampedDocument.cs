// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// An <see cref="IOpenDocument"/> that can bear timestamps of its own, beside those on its signatures: a PDF (EN 319 142-1
/// §5.4.3). No key of ours is used for them.
/// </summary>
public interface ITimestampedDocument
{
    /// <summary>
    /// Builds what an authority is to stamp: the document as it came, all that was completed so far, and the timestamp's own
    /// frame. Pure: no I/O.
    /// </summary>
    /// <param name="stampedDigest">
    /// When a request is completed again: the digest that was stamped then; else empty. The format reserves what it did then.
    /// </param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.MalformedDocument"/>.</exception>
    PreparedTimestamp PrepareTimestamp(ReadOnlyMemory<byte> stampedDigest);

    /// <summary>Puts the token into place; no second parse, no second digest.</summary>
    /// <param name="prepared">The one that <see cref="PrepareTimestamp"/> gave last; used up by this call.</param>
    /// <param name="timestampToken">A DER TimeStampToken (RFC 3161 §2.4.2) over its digest.</param>
    /// <exception cref="InvalidOperationException">It was completed before, or prepared before another completion.</exception>
    /// <exception cref="SignatureRoomException">
    /// It does not fit the room that was reserved. The next document that the format opens reserves enough.
    /// </exception>
    void CompleteTimestamp(PreparedTimestamp prepared, ReadOnlyMemory<byte> timestampToken);
}
