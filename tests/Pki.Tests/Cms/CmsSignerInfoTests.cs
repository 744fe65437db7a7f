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
