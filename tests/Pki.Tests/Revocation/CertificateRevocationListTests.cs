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

    private static byte[] Encode(int nameLength, int entries)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                AlgorithmIdentifier.Write(writer, "1.2.840.10045.4.3.2", withNull: false);
                WriteName(writer, nameLength);
                writer.WriteUtcTime(s_time);
                writer.WriteUtcTime(s_time.AddDays(1));
                using (writer.PushSequence())
                {
                    for (var serial = 1; serial <= entries; serial++)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteInteger(serial);
                            writer.WriteUtcTime(s_time);
                        }
                    }
                }
            }

            AlgorithmIdentifier.Write(writer, "1.2.840.10045.4.3.2", withNull: false);
            writer.WriteBitString([0]);
        }

        return writer.Encode();
    }

    private static void WriteName(AsnWriter writer, int length)
    {
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("2.5.4.3");
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, new string('A', length));
        }
    }
}
