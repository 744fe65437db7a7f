// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>
/// The unsigned octets of a token whose every octet counts: the signature does not cover versions, algorithm
/// identifiers, certificates, CRLs and unsigned attributes, so each has one allowed value.
/// </summary>
internal static class OctetRules
{
    /// <summary>Refuses a token with an unsigned part out of its form.</summary>
    /// <exception cref="PkiFormatException">An unsigned part is not in its one form.</exception>
    public static void Check(CmsSignedData data, CmsSignerInfo signer)
    {
        // RFC 5652 §5.1: 3, because the content is not id-data and only X.509 certificates are there.
        Require(data.Version == 3, "The version of the SignedData is not 3.");

        // RFC 5652 §5.3: 1 with issuer and serial number, 3 with a key identifier.
        Require(
            signer.Version == (signer.SubjectKeyIdentifier.IsEmpty ? 1 : 3),
            "The version of the SignerInfo is wrong."
        );
        Require(
            data.DigestAlgorithms is [var only] && only.Encoded.Span.SequenceEqual(signer.DigestAlgorithm.Encoded.Span),
            "digestAlgorithms is not exactly the signer's one."
        );
        Require(signer.DigestAlgorithm.Digest is not null, "The signer's digest algorithm is not known.");
        Require(
            SignatureAlgorithms.IsCanonical(signer.SignatureAlgorithm),
            "The signature algorithm is not written in its canonical form."
        );
        Require(!data.HasOtherCertificates, "The token holds something that is not an X.509 certificate.");
        Require(!data.HasCertificatesField || data.Certificates.Count > 0, "The certificates field is empty.");
        Require(
            data.Certificates.DistinctBy(static c => new Octets(c)).Count() == data.Certificates.Count,
            "The token holds a certificate twice."
        );
        Require(!data.HasCrls, "The token holds CRLs.");
        Require(!signer.HasUnsignedAttributes, "The token has unsigned attributes.");
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new PkiFormatException(otherwise);
        }
    }
}
