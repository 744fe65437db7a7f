// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Why a signature did not pass (EN 319 102-1 §5.1.3, table 5).</summary>
public enum SubIndication
{
    /// <summary>It passed.</summary>
    None,

    /// <summary>A rule of form is broken.</summary>
    FormatFailure,

    /// <summary>A digest of signed data does not match.</summary>
    HashFailure,

    /// <summary>The signature value does not verify with the public key.</summary>
    SigCryptoFailure,

    /// <summary>A reference leads nowhere.</summary>
    SignedDataNotFound,

    /// <summary>The signing certificate is not in the signature, or not the one that the signature names.</summary>
    NoSigningCertificateFound,

    /// <summary>No path from the certificate to a trust anchor.</summary>
    NoCertificateChainFound,

    /// <summary>The certificate was revoked.</summary>
    Revoked,

    /// <summary>Revoked now, and no proof that the signature is older.</summary>
    RevokedNoPoe,

    /// <summary>The signature was made after the certificate expired.</summary>
    Expired,

    /// <summary>The signature was made before the certificate began.</summary>
    NotYetValid,

    /// <summary>Outside the certificate's life now, and no proof that the signature is from within.</summary>
    OutOfBoundsNoPoe,

    /// <summary>An algorithm or key size is too weak.</summary>
    CryptoConstraintsFailure,

    /// <summary>The path breaks a rule (basic constraints, key usage, names, policies).</summary>
    ChainConstraintsFailure,

    /// <summary>The signature breaks a rule of its policy.</summary>
    SigConstraintsFailure,

    /// <summary>A timestamp does not fit the others in time.</summary>
    TimestampOrderFailure,

    /// <summary>The status of a certificate could not be had.</summary>
    TryLater,

    /// <summary>None of the others.</summary>
    Generic,
}
