// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>An OCSP answer, each part of which a test may bend.</summary>
public sealed record HandMadeOcsp
{
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Who signs.</summary>
    public required X509SignatureGenerator Generator { get; init; }

    /// <summary>Whom responderID names, by key.</summary>
    public required X509Certificate2 Responder { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public DateTimeOffset? NextUpdate { get; init; }

    public DateTimeOffset? ProducedAt { get; init; }

    public CertificateStatus Status { get; init; } = CertificateStatus.Good;

    public string Reason { get; init; } = "keyCompromise";

    /// <summary>Null echoes the request's.</summary>
    public byte[]? Nonce { get; init; }

    /// <summary>Of the certificate that is spoken of; null for the one that is asked for.</summary>
    public byte[]? Serial { get; init; }

    /// <summary>How often the answer is in it.</summary>
    public int Copies { get; init; } = 1;

    public IReadOnlyList<X509Certificate2> Certificates { get; init; } = [];

    public HashAlgorithmName Digest { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>The OCSPResponse to a request.</summary>
    public byte[] Answer(byte[] request)
    {
        var asked = OcspRequest.Decode(request);
        var id = asked.CertIds[0];
        var single = new OcspSingleResponse
        {
            CertId = Serial is null ? id : id with { SerialNumber = Serial },
            Status = Status,
            RevokedAt = Status == CertificateStatus.Revoked ? ThisUpdate : null,
            Reason = Status == CertificateStatus.Revoked ? Enum.Parse<CrlReason>(Reason, ignoreCase: true) : null,
            ThisUpdate = ThisUpdate,
            NextUpdate = NextUpdate,
        };
        var data = OcspBasicResponse.EncodeData(
            Digests.Compute(HashAlgorithmName.SHA1, Responder.PublicKey.EncodedKeyValue.RawData),
            ProducedAt ?? ThisUpdate,
            Enumerable.Repeat(single, Copies),
            Nonce ?? asked.Nonce
        );
        return OcspResponse.Encode(Signed(data));
    }

    private byte[] Signed(byte[] data)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(data);
            writer.WriteEncodedValue(Generator.GetSignatureAlgorithmIdentifier(Digest));
            writer.WriteBitString(Generator.SignData(data, Digest));
            if (Certificates.Count > 0)
            {
                using (writer.PushSequence(Zero))
                using (writer.PushSequence())
                {
                    foreach (var certificate in Certificates)
                    {
                        writer.WriteEncodedValue(certificate.RawData);
                    }
                }
            }
        }

        return writer.Encode();
    }
}
