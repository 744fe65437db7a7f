// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests.Revocation;

public sealed class CertificateRevocationListTests
{
    private static readonly DateTimeOffset s_time = new(2026, 5, 30, 8, 0, 0, TimeSpan.Zero);

    // Anybody on the way of an HTTP answer can write one: it is read before its signature is checked.
    [Fact]
    public void Decode_WhenALongNameHasManyEntries_ReadsThemInTime()
    {
        var encoded = Encode(nameLength: 1 << 20, entries: 20_000);
        var start = CpuClock.Now;

        var list = CertificateRevocationList.Decode(encoded);

        Assert.InRange(CpuClock.Now - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(s_time, list.EntryOf(list.Issuer, "4E20")!.Time);
        Assert.Null(list.EntryOf(list.Issuer, "4E21"));
        Assert.Null(list.EntryOf("/2.5.4.3=A", "4E20"));
    }

    // RFC 5280 §5.3.3: only an indirect CRL names other issuers. What stands behind such an entry of a direct one must not pass for good.
    [Fact]
    public void Decode_WhenADirectListNamesAnotherIssuer_KeepsItsEntriesAndIsNotUnderstood()
    {
        var list = CertificateRevocationList.Decode(Encode("A", [(1, null), (2, "B"), (3, null)]));

        Assert.True(list.HasUnknownCritical);
        Assert.All(["01", "02", "03"], serial => Assert.NotNull(list.EntryOf(list.Issuer, serial)));
        Assert.All(["02", "03"], serial => Assert.Null(list.EntryOf(NameOf("B"), serial)));
    }

    [Fact]
    public void Decode_WhenADirectListNamesItsOwnIssuer_IsUnderstood()
    {
        var list = CertificateRevocationList.Decode(Encode("A", [(1, "A"), (2, null)]));

        Assert.False(list.HasUnknownCritical);
        Assert.All(["01", "02"], serial => Assert.NotNull(list.EntryOf(list.Issuer, serial)));
    }

    [Fact]
    public void Decode_WhenAnIndirectListNamesAnotherIssuer_TheEntriesBehindItAreThatOnes()
    {
        var list = CertificateRevocationList.Decode(Encode("A", [(1, null), (2, "B"), (3, null)], isIndirect: true));

        Assert.False(list.HasUnknownCritical);
        Assert.NotNull(list.EntryOf(list.Issuer, "01"));
        Assert.All(["02", "03"], serial => Assert.NotNull(list.EntryOf(NameOf("B"), serial)));
        Assert.Null(list.EntryOf(list.Issuer, "03"));
    }

    private static string NameOf(string issuer) => CertificateRevocationList.Decode(Encode(issuer, [])).Issuer;

    private static byte[] Encode(int nameLength, int entries) =>
        Encode(new string('A', nameLength), [.. Enumerable.Range(1, entries).Select(static i => (i, (string?)null))]);

    private static byte[] Encode(string issuer, (int Serial, string? Issuer)[] entries, bool isIndirect = false)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                AlgorithmIdentifier.Write(writer, "1.2.840.10045.4.3.2", withNull: false);
                WriteName(writer, issuer);
                writer.WriteUtcTime(s_time);
                writer.WriteUtcTime(s_time.AddDays(1));
                using (writer.PushSequence())
                {
                    foreach (var entry in entries)
                    {
                        WriteEntry(writer, entry.Serial, entry.Issuer);
                    }
                }

                if (isIndirect)
                {
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
                    using (writer.PushSequence())
                    {
                        WriteExtension(writer, "2.5.29.28", WriteIndirect);
                    }
                }
            }

            AlgorithmIdentifier.Write(writer, "1.2.840.10045.4.3.2", withNull: false);
            writer.WriteBitString([0]);
        }

        return writer.Encode();
    }

    private static void WriteEntry(AsnWriter writer, int serial, string? issuer)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(serial);
            writer.WriteUtcTime(s_time);
            if (issuer is not null)
            {
                using (writer.PushSequence())
                {
                    WriteExtension(writer, "2.5.29.29", value => WriteDirectoryName(value, issuer));
                }
            }
        }
    }

    private static void WriteExtension(AsnWriter writer, string oid, Action<AsnWriter> write)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteBoolean(true);
            using (writer.PushOctetString())
            using (writer.PushSequence())
            {
                write(writer);
            }
        }
    }

    // indirectCRL is [4] of IssuingDistributionPoint, directoryName [4] of GeneralName.
    private static void WriteIndirect(AsnWriter writer) =>
        writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 4));

    private static void WriteDirectoryName(AsnWriter writer, string name)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4, isConstructed: true)))
        {
            WriteName(writer, name);
        }
    }

    private static void WriteName(AsnWriter writer, string name)
    {
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.5.4.3");
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, name);
        }
    }
}
