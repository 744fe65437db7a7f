// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core.Tests;

public sealed class PreparedSignatureTests
{
    private static PreparedSignature Example() =>
        new("GVCN-1", SignatureAlgorithm.RsaPssSha256, new byte[32], [1, 2, 3]);

    [Fact]
    public void Serialize_WhenReadBack_IsTheSame()
    {
        var read = PreparedSignature.Deserialize(Example().Serialize());

        Assert.Equal("GVCN-1", read.SignatureId);
        Assert.Equal(SignatureAlgorithm.RsaPssSha256, read.Algorithm);
        Assert.Equal([1, 2, 3], read.State.ToArray());
    }

    [Fact]
    public void State_WhenTheFormatWritesItWhenAsked_IsWrittenOnce()
    {
        var count = 0;
        byte[] Write() => [(byte)++count];
        var prepared = new PreparedSignature("CBQL", SignatureAlgorithm.EcdsaSha256, new byte[32], Write);

        Assert.Equal(0, count);
        Assert.Equal([1], prepared.State.ToArray());
        Assert.Equal([1], PreparedSignature.Deserialize(prepared.Serialize()).State.ToArray());
        Assert.Equal(1, count);
    }

    [Fact]
    public void Take_WhenCalledTwice_Throws()
    {
        var prepared = Example();
        prepared.Take();

        Assert.Throws<InvalidOperationException>(prepared.Take);
    }

    [Fact]
    public void Deserialize_WhenOctetsAreCutOrChanged_RefusesOrReadsWithoutACrash()
    {
        var octets = Example().Serialize();
        for (var length = 0; length < octets.Length; length++)
        {
            var cut = octets.AsMemory(0, length);
            var fault = Assert.Throws<SigningException>(() => PreparedSignature.Deserialize(cut));
            Assert.Equal(SigningErrorKind.InvalidRequest, fault.Kind);
        }
        for (var i = 0; i < octets.Length; i++)
        {
            var changed = (byte[])octets.Clone();
            changed[i] ^= 0xff;
            var thrown = Record.Exception(() => PreparedSignature.Deserialize(changed));
            Assert.True(thrown is null or SigningException, $"{i}: {thrown}");
        }
    }
}
