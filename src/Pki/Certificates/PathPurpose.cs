// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>What the certificate at the end of a path was used for.</summary>
public enum PathPurpose
{
    /// <summary>
    /// A signature on a document: digitalSignature or nonRepudiation, when key usage is stated; and when extended key usage is
    /// stated, one for people who sign (documentSigning, emailProtection, clientAuth, any, …) and none of an authority's
    /// (timeStamping, OCSPSigning).
    /// </summary>
    DocumentSigning,

    /// <summary>A timestamp: extended key usage critical and timeStamping alone (RFC 3161 §2.3).</summary>
    TimeStamping,

    /// <summary>A CRL: cRLSign, when key usage is stated.</summary>
    CrlSigning,

    /// <summary>
    /// The client of a TLS connection: digitalSignature, when key usage is stated, and an extended key usage that names clientAuth.
    /// A certificate without one, such as a signer's, does not log in.
    /// </summary>
    ClientAuthentication,
}
