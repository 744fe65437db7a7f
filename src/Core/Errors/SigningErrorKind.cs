// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Every way in which a request can fail. Closed: one switch in Server maps each kind to a gRPC status.</summary>
public enum SigningErrorKind
{
    /// <summary>Not one of the others: a defect of the server. The caller sees a fixed sentence.</summary>
    Internal = 0,

    /// <summary>A field of the request is missing, out of range or contradicts another.</summary>
    InvalidRequest,

    /// <summary>The document is not well-formed, or breaks the rules of its format.</summary>
    MalformedDocument,

    /// <summary>The document, or a structure in it, is over a limit.</summary>
    DocumentTooLarge,

    /// <summary>The document is of a format, encoding or profile that this server does not sign.</summary>
    UnsupportedFormat,

    /// <summary>A block that the role has to sign is not in the document.</summary>
    MissingBlock,

    /// <summary>The caller could not be identified.</summary>
    Unauthenticated,

    /// <summary>The caller, or the identity, may not do this.</summary>
    NotPermitted,

    /// <summary>The tenant has no identity of that name.</summary>
    IdentityNotFound,

    /// <summary>The identity's certificate is expired, not yet valid or revoked, or an issuer is; or it is not meant for signing.</summary>
    CertificateNotUsable,

    /// <summary>A role that has to sign earlier has not signed.</summary>
    OutOfOrder,

    /// <summary>The role has signed this document already.</summary>
    AlreadySigned,

    /// <summary>The school's seal is on the document: nothing may be added.</summary>
    AlreadySealed,

    /// <summary>An earlier signature of the document does not allow this change.</summary>
    DocumentLocked,

    /// <summary>The request id was used before, for other content.</summary>
    RequestIdReused,

    /// <summary>The bounded queue in front of the HSM, or of the server, is full.</summary>
    Overloaded,

    /// <summary>The client is over its quota.</summary>
    QuotaExceeded,

    /// <summary>The HSM cannot sign now.</summary>
    HsmUnavailable,

    /// <summary>No time-stamping authority gave a token that passes its checks.</summary>
    TimestampUnavailable,

    /// <summary>The caller's deadline leaves too little time for the work.</summary>
    DeadlineTooShort,

    /// <summary>The caller went away.</summary>
    Cancelled,

    /// <summary>The journal could not be written: the node stops taking work.</summary>
    StorageFailed,

    /// <summary>The finished document did not verify; it is not returned.</summary>
    SelfVerificationFailed,
}
