// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Writes tbsCertList (RFC 5280 §5.1.2), version 2, with authority key identifier and number.</summary>
internal static class CrlWriter
{
    private const string CrlNumberOid = "2.5.29.20";
    private const string ReasonCodeOid = "2.5.29.21";
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The list of now; its number is the time in seconds, so it grows.</summary>
    public static byte[] Encode(
        StatusResponderIdentity identity,
        IReadOnlyList<RevokedCertificate> revoked,
        DateTimeOffset now
    )
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            WriteAlgorithm(writer, identity.Algorithm);
            writer.WriteEncodedValue(identity.Certificate.SubjectName.RawData);
            WriteTime(writer, now);
            WriteTime(writer, now + identity.Validity);
            WriteEntries(writer, revoked);
            using (writer.PushSequence(ExtensionsTag))
            using (writer.PushSequence())
            {
                WriteAuthorityKey(writer, identity.Certificate);
                WriteExtension(writer, CrlNumberOid, w => w.WriteInteger(now.ToUnixTimeSeconds()));
            }
        }

        return writer.Encode();
    }

    /// <summary>The AlgorithmIdentifier of a signed structure of X.509, where PKCS #1 v1.5 is named with its digest.</summary>
    public static void WriteAlgorithm(AsnWriter writer, SignatureAlgorithm algorithm)
    {
        if (algorithm.Scheme == SignatureScheme.RsaPkcs1)
        {
            AlgorithmIdentifier.Write(writer, Oids.Sha256WithRsa, withNull: true);
            return;
        }

        SignatureAlgorithms.Write(writer, algorithm);
    }

    private static void WriteEntries(AsnWriter writer, IReadOnlyList<RevokedCertificate> revoked)
    {
        if (revoked.Count == 0)
        {
            return; // RFC 5280 §5.1.2.6: absent when nothing is revoked.
        }

        using (writer.PushSequence())
        {
            foreach (var entry in revoked)
            {
                using (writer.PushSequence())
                {
                    writer.WriteIntegerUnsigned(
                        Convert.FromHexString(entry.Serial.Length % 2 == 0 ? entry.Serial : "0" + entry.Serial)
                    );
                    WriteTime(writer, entry.Time);
                    WriteReason(writer, RevokedCertificates.ReasonOf(entry));
                }
            }
        }
    }

    private static void WriteReason(AsnWriter writer, CrlReason reason)
    {
        if (reason == CrlReason.Unspecified)
        {
            return;
        }

        using (writer.PushSequence())
        {
            WriteExtension(writer, ReasonCodeOid, w => w.WriteEnumeratedValue(reason));
        }
    }

    private static void WriteAuthorityKey(AsnWriter writer, X509Certificate2 issuer)
    {
        var key = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First();
        var extension = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(key);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.AuthorityKeyIdentifier);
            writer.WriteOctetString(extension.RawData);
        }
    }

    private static void WriteExtension(AsnWriter writer, string oid, Action<AsnWriter> value)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        value(inner);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteOctetString(inner.Encode());
        }
    }

    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.UtcDateTime.Year < 2050)
        {
            writer.WriteUtcTime(time, 2049);
            return;
        }

        writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
    }
}
