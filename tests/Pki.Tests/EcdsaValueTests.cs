// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class EcdsaValueTests
{
    [Theory]
    [InlineData(32, 0x01)]
    [InlineData(32, 0xFF)]
    [InlineData(48, 0x80)]
    [InlineData(66, 0x00)]
    public void FromDer_WhenToDerWroteIt_GivesItBack(int half, byte first)
    {
        var value = RandomNumberGenerator.GetBytes(2 * half);
        value[0] = first;
        value[half] = first;

        Assert.Equal(value, EcdsaValue.FromDer(EcdsaValue.ToDer(value), half));
    }

    [Fact]
    public void FromDer_WhenTheFormIsAnotherOrTheNumbersDoNotFit_GivesNull()
    {
        var value = RandomNumberGenerator.GetBytes(64);
        value[0] = 0x01;
        var der = EcdsaValue.ToDer(value);

        Assert.Null(EcdsaValue.FromDer(der, 31));
        Assert.Null(EcdsaValue.FromDer([.. der, 0], 32));
        Assert.Null(EcdsaValue.FromDer(der.AsSpan(..^1), 32));
        Assert.Null(EcdsaValue.FromDer([0x30, 0x06, 0x02, 0x01, 0x01, 0x04, 0x01, 0x01], 32));
        Assert.Null(EcdsaValue.FromDer([0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01], 32));
        Assert.Null(EcdsaValue.FromDer([0x30, 0x00], 32));
        Assert.Null(EcdsaValue.FromDer([], 32));
    }
}
