// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests.Cms;

public sealed class CmsSignerInfoTests
{
    [Fact]
    public void ReadUnsignedAttributes_WhenATimestampWasAdded_GivesItBack()
    {
        byte[] token = [0x30, 0x03, 0x02, 0x01, 0x07];

        var attribute = Assert.Single(Build(token).ReadUnsignedAttributes(AsnEncodingRules.DER));

        Assert.Equal("1.2.840.113549.1.9.16.2.14", attribute.Type);
        Assert.Equal(token, Assert.Single(attribute.Values).ToArray());
    }

    [Fact]
    public void ReadUnsignedAttributes_WhenThereAreNone_GivesNone()
    {
        var signer = Build([]);

        Assert.False(signer.HasUnsignedAttributes);
        Assert.Empty(signer.ReadUnsignedAttributes(AsnEncodingRules.DER));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(0, 64)]
    public void Decode_WhenThereAreAsManyAttributesAsAreAllowed_ReadsAll(int signed, int unsigned)
    {
        var signer = Decode(CrowdedCms.Encode(signed, unsigned)).SignerInfos[0];

        Assert.Equal(signed, signer.SignedAttributes.Count);
        Assert.Equal(unsigned, signer.ReadUnsignedAttributes(AsnEncodingRules.DER).Count);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Decode_WhenThereAreTooManySignedAttributes_RefusesThemAtOnce(int count)
    {
        var cms = CrowdedCms.Encode(count);
        var start = CpuClock.Now;

        var fault = Assert.Throws<PkiFormatException>(() => Decode(cms));

        Assert.Contains("more than 64", fault.Message, StringComparison.Ordinal);
        Assert.InRange(CpuClock.Now - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void ReadUnsignedAttributes_WhenThereAreTooMany_RefusesThemAtOnce(int count)
    {
        var signer = Decode(CrowdedCms.Encode(0, count)).SignerInfos[0];
        var start = CpuClock.Now;

        Assert.Throws<PkiFormatException>(() => signer.ReadUnsignedAttributes(AsnEncodingRules.DER));

        Assert.InRange(CpuClock.Now - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static CmsSignedData Decode(byte[] cms) => CmsSignedData.Decode(cms, AsnEncodingRules.DER);

    private static CmsSignerInfo Build(byte[] token)
    {
        var pki = new TestPki();
        var key = TestKey.Ec();
        using var certificate = pki.Person("Nguyễn Văn An", key.PublicKey);
        var digest = SHA256.HashData("content"u8);
        var builder = new SignedDataBuilder(
            certificate,
            SignatureAlgorithm.EcdsaSha256,
            "1.2.840.113549.1.7.1",
            null,
            digest
        );
        var value = ((ECDsa)key.Key).SignHash(builder.DigestToSign());
        var cms = CmsSignedData.Decode(builder.Complete(value, [certificate], token), AsnEncodingRules.DER);
        Assert.Null(cms.EContent);
        return Assert.Single(cms.SignerInfos);
    }
}
