// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>A token in a sealed document is unsigned property text: no change of it may go unnoticed.</summary>
public sealed class EveryOctetTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly byte[] Data = "Học bạ"u8.ToArray();
    private readonly TimestampTokenVerifier _verifier = new(new CertificatePathValidator());

    public static TheoryData<string> Keys => new("ec256", "ec384", "rsa", "pss");

    [Theory]
    [InlineData("ec256")]
    [InlineData("rsa")]
    public async Task Verify_WhenAnyBitIsFlipped_NeverPasses(string kind)
    {
        var pki = new TestPki();
        var token = await NewTokenAsync(pki, kind);
        for (var i = 0; i < token.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                AssertRefused(pki, token, i, (byte)(token[i] ^ (1 << bit)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Verify_WhenAnyOctetIsReplaced_NeverPasses(string kind)
    {
        var pki = new TestPki();
        var token = await NewTokenAsync(pki, kind);
        var random = new Random(4711);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var value in new[] { 0x00, 0x0B, 0xFF, random.Next(256) })
            {
                if (token[i] != value)
                {
                    AssertRefused(pki, token, i, (byte)value);
                }
            }
        }
    }

    [Fact]
    public async Task Verify_WhenOctetIsAppendedRemovedOrDoubled_NeverPasses()
    {
        var pki = new TestPki();
        var token = await NewTokenAsync(pki, "ec256");
        for (var i = 0; i < token.Length; i++)
        {
            Assert.False(Verify(pki, [.. token[..i], .. token[(i + 1)..]]).Passed, $"without {i}");
            Assert.False(Verify(pki, [.. token[..i], token[i], .. token[i..]]).Passed, $"doubled {i}");
        }

        Assert.False(Verify(pki, [.. token, 0]).Passed);
    }

    [Fact]
    public async Task Verify_WhenACertificateIsThereTwice_NeverPasses()
    {
        var pki = new TestPki();
        var token = await NewTokenAsync(pki, "ec256");

        Assert.Equal(token, Certificates(token, static c => c));
        foreach (var times in new[] { 2, 8 })
        {
            var result = Verify(
                pki,
                Certificates(token, c => [.. Enumerable.Repeat(c, times).SelectMany(static o => o)])
            );

            Assert.Equal(
                (Indication.TotalFailed, SubIndication.FormatFailure),
                (result.Indication, result.SubIndication)
            );
            Assert.Equal("The token holds a certificate twice.", result.Reason);
        }
    }

    /// <summary>The token with other content in its certificates field; nothing else changes but lengths.</summary>
    private static byte[] Certificates(byte[] token, Func<byte[], byte[]> change)
    {
        Asn1Tag zero = new(TagClass.ContextSpecific, 0, isConstructed: true);
        var outer = new AsnReader(token, AsnEncodingRules.DER).ReadSequence();
        var type = outer.ReadEncodedValue();
        var data = outer.ReadSequence(zero).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(type.Span);
            using (writer.PushSequence(zero))
            using (writer.PushSequence())
            {
                while (data.HasData)
                {
                    var isField = data.PeekTag() == zero;
                    var part = isField ? data.PeekContentBytes() : data.PeekEncodedValue();
                    data.ReadEncodedValue();
                    if (!isField)
                    {
                        writer.WriteEncodedValue(part.Span);
                        continue;
                    }

                    using (writer.PushSequence(zero))
                    {
                        for (var left = new AsnReader(change(part.ToArray()), AsnEncodingRules.DER); left.HasData; )
                        {
                            writer.WriteEncodedValue(left.ReadEncodedValue().Span);
                        }
                    }
                }
            }
        }

        return writer.Encode();
    }

    private async Task<byte[]> NewTokenAsync(TestPki pki, string kind)
    {
        var key = TimestampTokenVerifierTests.NewKey(kind);
        var token = await new TestTimestampAuthority(pki, new ManualTimeProvider(Now), key).StampAsync(Data);
        Assert.True(Verify(pki, token).Passed);
        return token;
    }

    private TimestampVerification Verify(TestPki pki, byte[] token) =>
        _verifier.Verify(token, Data, pki.Anchors.TimestampAuthorities);

    private void AssertRefused(TestPki pki, byte[] token, int index, byte value)
    {
        var changed = token.ToArray();
        changed[index] = value;
        Assert.False(
            Verify(pki, changed).Passed,
            string.Create(CultureInfo.InvariantCulture, $"octet {index}: {token[index]:X2} as {value:X2}")
        );
    }
}
