// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// CertID (RFC 6960 §4.1.1). SHA-1 here is a name, not a proof: the serial number stands beside it and the issuer's signature
/// over it, and it is what most responders know.
/// </summary>
internal sealed record OcspCertId(
    HashAlgorithmName Digest,
    ReadOnlyMemory<byte> IssuerNameHash,
    ReadOnlyMemory<byte> IssuerKeyHash,
    ReadOnlyMemory<byte> SerialNumber
)
{
    /// <summary>RFC 5280 §4.1.2.2: at most 20 octets; some have one more for the sign.</summary>
    private const int MaxSerialLength = 21;

    /// <summary>Of a certificate, as its issuer's responder knows it.</summary>
    public static OcspCertId Of(CertificateStructure certificate, X509Certificate2 issuer, HashAlgorithmName digest) =>
        new(
            digest,
            Digests.Compute(digest, certificate.Issuer.Span),
            Digests.Compute(digest, issuer.PublicKey.EncodedKeyValue.RawData),
            certificate.SerialNumber
        );

    /// <summary>Reads one.</summary>
    /// <exception cref="PkiFormatException">A digest that we don't compute, or lengths that don't fit.</exception>
    public static OcspCertId Read(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        var algorithm = AlgorithmIdentifier.Read(sequence);
        var digest = algorithm.Digest ?? throw new PkiFormatException("A CertID has an unknown digest.");
        var name = sequence.ReadOctetString();
        var key = sequence.ReadOctetString();
        var serial = sequence.ReadIntegerBytes();
        sequence.ThrowIfNotEmpty();
        var length = Digests.LengthOf(digest);
        return name.Length == length && key.Length == length && serial.Length <= MaxSerialLength
            ? new OcspCertId(digest, name, key, serial)
            : throw new PkiFormatException("The lengths in a CertID don't fit.");
    }

    /// <summary>Writes it, the digest with NULL parameters as all responders expect them.</summary>
    public void Write(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            AlgorithmIdentifier.Write(writer, Digests.OidOf(Digest), withNull: true);
            writer.WriteOctetString(IssuerNameHash.Span);
            writer.WriteOctetString(IssuerKeyHash.Span);
            writer.WriteInteger(SerialNumber.Span);
        }
    }

    /// <summary>True when both name the same certificate in the same way.</summary>
    public bool Names(OcspCertId other) =>
        Digest == other.Digest
        && IssuerNameHash.Span.SequenceEqual(other.IssuerNameHash.Span)
        && IssuerKeyHash.Span.SequenceEqual(other.IssuerKeyHash.Span)
        && SerialNumber.Span.SequenceEqual(other.SerialNumber.Span);
}
