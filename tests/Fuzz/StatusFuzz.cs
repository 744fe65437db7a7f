// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Xml.Tests.Syntax;

namespace HocBaSo.Signing.Fuzz;

/// <summary>
/// Mutated OCSP answers, CRLs and requests (the seeds are openssl's): relied on only when nothing of what is signed was changed,
/// else refused with a fault of ours, never slow, never large.
/// </summary>
public sealed class StatusFuzz
{
    private const long MaxAllocated = 4 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 3, 35, 0, TimeSpan.Zero);
    private static readonly CertificateStatusOptions s_options = new();
    private static readonly X509Certificate2 s_issuer = X509CertificateLoader.LoadCertificate(Seed("ca.pem"));
    private static readonly CertificateStructure s_leaf = CertificateStructure.Decode(
        X509CertificateLoader.LoadCertificate(Seed("leaf.pem")).RawDataMemory
    );

    // Pieces of the two grammars, so that mutations get behind the first tag.
    private static readonly byte[][] s_tokens =
    [
        [0x30, 0x80],
        [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF],
        [0x30, 0x00],
        [0xA0, 0x03, 0x02, 0x01, 0x00],
        [0xA1, 0x11, 0x18, 0x0F],
        [0x80, 0x00],
        [0x82, 0x00],
        [0x18, 0x0F, .. "20261122033101Z"u8],
        [0x17, 0x0D, .. "261122033101Z"u8],
        [0x0A, 0x01, 0x05],
        [0x02, 0x14, .. new byte[20]],
        [0x03, 0x02, 0x07, 0x80],
        [0x06, 0x09, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02],
        [0x01, 0x01, 0xFF],
    ];

    [Fact]
    public void Ocsp_WhenAnswerIsMutated_IsReliedOnOnlyUnchanged() =>
        Run(["direct.der", "delegated.der", "two.der"], FuzzCount.Value, Ocsp);

    [Fact]
    public void Crl_WhenListIsMutated_IsReliedOnOnlyUnchanged() =>
        Run(["plain.crl", "scoped.crl"], FuzzCount.Value, Crl);

    [Fact]
    public void Request_WhenMutated_IsReadOrRefused() =>
        Run(
            ["request.der", "both.der"],
            FuzzCount.Value,
            (octets, _) =>
            {
                OcspRequest.Decode(octets);
                return null;
            }
        );

    [Theory]
    [InlineData("direct.der")]
    [InlineData("delegated.der")]
    public void Ocsp_WhenAnswerIsWhole_IsGood(string seed) => Assert.NotNull(Ocsp(Seed(seed), seed));

    [Theory]
    [InlineData("plain.crl")]
    public void Crl_WhenListIsWhole_IsGood(string seed) => Assert.NotNull(Crl(Seed(seed), seed));

    /// <summary>A list of the longest length whose entries are as short as can be, each with a serial number of its own.</summary>
    [Fact]
    public void Crl_WhenItIsAsLongAsItMayBe_TakesLinearTime()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: 12 << 20);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                WriteAlgorithm(writer);
                writer.WriteEncodedValue(s_issuer.SubjectName.RawData);
                writer.WriteUtcTime(s_now);
                writer.WriteUtcTime(s_now);
                using (writer.PushSequence())
                {
                    for (var i = 0; i < (10 << 20) / 22; i++)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteInteger(i);
                            writer.WriteUtcTime(s_now);
                        }
                    }
                }
            }

            WriteAlgorithm(writer);
            writer.WriteBitString(new byte[64]);
        }

        var encoded = writer.Encode();
        var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
        var list = CertificateRevocationList.Decode(encoded);
        var (elapsed, more) = (CpuClock.Now - start, GC.GetAllocatedBytesForCurrentThread() - allocated);

        Assert.True(list.Count > 100_000);
        Assert.True(elapsed < TimeSpan.FromSeconds(5), $"{elapsed}");
        Assert.True(more < encoded.Length * 60L, $"{more} for {encoded.Length}");
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.10045.4.3.2");
        }
    }

    private static void Run(string[] seeds, int count, Func<byte[], string, ReadOnlyMemory<byte>?> read)
    {
        var originals = seeds.Select(Seed).ToArray();
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var original = originals[i % originals.Length];
            var mutated = i < originals.Length ? original : new ByteMutator(i, s_tokens).Mutate(original);
            var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
            ReadOnlyMemory<byte>? relied = null;
            try
            {
                relied = read(mutated, seeds[i % seeds.Length]);
                accepted++;
            }
            catch (Exception e)
                when (e is AsnContentException or PkiFormatException or CryptographicException or StatusException)
            {
                refused++;
            }

            Assert.True(CpuClock.Now - start < s_limit, $"mutation {i} was slow");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MaxAllocated, $"mutation {i} was large");
            Assert.True(
                relied is not { } part || original.AsSpan().IndexOf(part.Span) >= 0,
                $"mutation {i} was relied on"
            );
        }

        Assert.True(accepted > 0 && refused > 0, $"{accepted} read, {refused} refused");
    }

    // Certificates beside the answer are not signed: a chain that nobody needs may be any.
    private static ReadOnlyMemory<byte>? Ocsp(byte[] answer, string seed)
    {
        var query = new OcspQuery(OcspCertId.Of(s_leaf, s_issuer, DigestOf(seed)), s_issuer, default);
        var response = OcspResponse.Decode(answer);
        var single = OcspRules.Check(response, query, s_now, s_options);
        OcspResponderRules.Check(response.Basic!, s_issuer, s_now);
        return single.Status == CertificateStatus.Good ? response.Basic!.Tbs : null;
    }

    private static ReadOnlyMemory<byte>? Crl(byte[] encoded, string seed)
    {
        var list = CertificateRevocationList.Decode(encoded);
        CrlRules.CheckList(list, s_issuer, s_now, s_options);
        return CrlRules.Find(list, s_leaf) is null ? encoded : null;
    }

    private static HashAlgorithmName DigestOf(string seed) =>
        seed == "two.der" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;

    private static byte[] Seed(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "seeds", "status", name));
}
