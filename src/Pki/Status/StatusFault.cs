// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>Why a source gave no status that may be relied on.</summary>
public enum StatusFault
{
    /// <summary>The certificate names no source, or none that is understood.</summary>
    NoSource,

    /// <summary>The URL is of another scheme, host or address than is allowed; nothing was sent.</summary>
    NotAllowed,

    /// <summary>No connection, a broken answer, HTTP 5xx.</summary>
    Unreachable,

    /// <summary>No answer within the time limit.</summary>
    TimedOut,

    /// <summary>tryLater or internalError (RFC 6960 §4.2.1), HTTP 429.</summary>
    Busy,

    /// <summary>malformedRequest, sigRequired or unauthorized, or another HTTP status.</summary>
    Refused,

    /// <summary>The answer is over its size limit.</summary>
    TooLarge,

    /// <summary>The answer is not DER, or breaks a rule of its structure.</summary>
    Malformed,

    /// <summary>The answer has something that is not understood: a critical extension, a delta, indirect or partial CRL.</summary>
    Unsupported,

    /// <summary>The answer is about other certificates.</summary>
    WrongCertificate,

    /// <summary>Who signed it is neither the issuer nor authorized by it.</summary>
    NotAuthorized,

    /// <summary>The signature does not verify, or its algorithm or key is weak.</summary>
    BadSignature,

    /// <summary>The nonce is not the one that was sent.</summary>
    WrongNonce,

    /// <summary>thisUpdate or producedAt lies in the future.</summary>
    NotYetValid,

    /// <summary>nextUpdate is past, or the answer is older than one that was had before.</summary>
    Stale,

    /// <summary>The responder does not know the certificate.</summary>
    UnknownCertificate,

    /// <summary>The evidence could not be kept, so it is not relied on.</summary>
    NotKept,

    /// <summary>Not asked: the source failed a moment ago.</summary>
    BackingOff,
}
