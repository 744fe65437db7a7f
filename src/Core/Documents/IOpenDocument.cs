// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core;

/// <summary>A parsed document that signatures are added to, step by step. Used by one caller at a time.</summary>
public interface IOpenDocument : IDisposable
{
    /// <summary>The root element; null for a format without elements.</summary>
    ElementView? Root { get; }

    /// <summary>
    /// True when the document came with signatures, whatever they are worth: then it is verified before anything is signed. No
    /// more than a look.
    /// </summary>
    bool BearsSignatures { get; }

    /// <summary>
    /// Plans the steps of a request where the format itself says what is signed: a PDF has no elements, every signature
    /// covers all that is before it. Null where a document profile has to plan.
    /// </summary>
    /// <exception cref="SigningException">As <see cref="IDocumentProfile.Plan"/>, and <see cref="SigningErrorKind.DocumentLocked"/>.</exception>
    SigningPlan? Plan(IReadOnlyList<SigningStep> steps) => null;

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
    /// <exception cref="SignatureRoomException">
    /// It does not fit the room that was reserved. The next <see cref="Prepare"/> of the format, of the document as it
    /// came, reserves enough.
    /// </exception>
    void Complete(
        PreparedSignature prepared,
        ReadOnlyMemory<byte> signatureValue,
        ReadOnlyMemory<byte>? timestampToken
    );

    /// <summary>The document with all completed signatures: a new array of the exact size, owned by the caller.</summary>
    byte[] ToSignedDocument();

    /// <summary>
    /// The SHA-256 of what <see cref="ToSignedDocument"/> gave last: a format that digests the document while it signs need not
    /// read all of it again.
    /// </summary>
    /// <param name="signed">What it gave, unchanged.</param>
    byte[] DigestOf(byte[] signed) => SHA256.HashData(signed);
}
