// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A parsed document that signatures are added to, step by step. Used by one caller at a time.</summary>
public interface IOpenDocument : IDisposable
{
    /// <summary>The root element; null for a format without elements.</summary>
    ElementView? Root { get; }

    /// <summary>
    /// Builds the data to sign over the document as it came plus all signatures completed so far. Pure: no I/O. Prepared
    /// signatures of one wave may be open side by side.
    /// </summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.MissingBlock"/>, <see cref="SigningErrorKind.MalformedDocument"/>,
    /// <see cref="SigningErrorKind.UnsupportedFormat"/> (profile or algorithm), <see cref="SigningErrorKind.AlreadySigned"/>,
    /// <see cref="SigningErrorKind.DocumentLocked"/> (the place is inside of what another signature of this run covers).
    /// </exception>
    PreparedSignature Prepare(SignatureRequest request);

    /// <summary>The octets that a signature timestamp has to be made over (XAdES: the canonical SignatureValue element).</summary>
    ReadOnlyMemory<byte> DataToTimestamp(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue);

    /// <summary>Puts value and token into place; no second parse, no second digest.</summary>
    /// <param name="prepared">Used up by this call.</param>
    /// <param name="signatureValue">As <see cref="IDigestSigner"/> gives it.</param>
    /// <param name="timestampToken">A DER TimeStampToken (RFC 3161 §2.4.2); null at level B.</param>
    void Complete(
        PreparedSignature prepared,
        ReadOnlyMemory<byte> signatureValue,
        ReadOnlyMemory<byte>? timestampToken
    );

    /// <summary>The document with all completed signatures: a new array of the exact size, owned by the caller.</summary>
    byte[] ToSignedDocument();
}
