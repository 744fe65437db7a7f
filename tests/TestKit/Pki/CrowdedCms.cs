// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Globalization;

namespace HocBaSo.Signing.TestKit;

/// <summary>SignedData that nobody signed, with as many attributes as one likes, each of a type of its own.</summary>
public static class CrowdedCms
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private static readonly Asn1Tag s_explicit = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_signed = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_unsigned = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>The ContentInfo, DER.</summary>
    /// <param name="signed">How many signed attributes.</param>
    /// <param name="unsigned">How many unsigned ones.</param>
    /// <param name="isToken">The content is a TSTInfo, and there; else it is id-data, detached.</param>
    public static byte[] Encode(int signed, int unsigned = 0, bool isToken = false)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.2");
            using (writer.PushSequence(s_explicit))
            using (writer.PushSequence())
            {
                writer.WriteInteger(isToken ? 3 : 1);
                using (writer.PushSetOf())
                {
                    WriteAlgorithm(writer);
                }
                WriteContent(writer, isToken);
                using (writer.PushSetOf())
                {
                    WriteSigner(writer, signed, unsigned);
                }
            }
        }
        return writer.Encode();
    }

    private static void WriteContent(AsnWriter writer, bool isToken)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(isToken ? "1.2.840.113549.1.9.16.1.4" : "1.2.840.113549.1.7.1");
            if (isToken)
            {
                using (writer.PushSequence(s_explicit))
                {
                    writer.WriteOctetString("x"u8);
                }
            }
        }
    }

    private static void WriteSigner(AsnWriter writer, int signed, int unsigned)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.PushSequence().Dispose();
                writer.WriteInteger(1);
            }
            WriteAlgorithm(writer);
            WriteAttributes(writer, s_signed, signed);
            WriteAlgorithm(writer);
            writer.WriteOctetString("x"u8);
            WriteAttributes(writer, s_unsigned, unsigned);
        }
    }

    private static void WriteAttributes(AsnWriter writer, Asn1Tag tag, int count)
    {
        if (count == 0)
        {
            return;
        }
        using (writer.PushSetOf(tag))
        {
            for (var i = 0; i < count; i++)
            {
                using (writer.PushSequence())
                {
                    // each of three octets in its last part, so that all are of one length
                    writer.WriteObjectIdentifier(string.Create(CultureInfo.InvariantCulture, $"1.2.{i + 16_384}"));
                    writer.PushSetOf().Dispose();
                }
            }
        }
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Sha256);
        }
    }
}
