// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Pkcs11.Tests;

public sealed class Pkcs11UriTests
{
    [Fact]
    public void Parse_WhenEveryAttributeIsGiven_ReadsThemAll()
    {
        var uri = Pkcs11Uri.Parse(
            "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;serial=DECC0401648;"
                + "slot-id=327;object=m%E1%BA%ABu%20d%E1%BA%A5u;id=%69%95%3E%5C%F4%BD%EC%91;type=private?module-name=softhsm2"
        );

        Assert.Equal("The Software PKCS#11 Softtoken", uri.Token);
        Assert.Equal("Snake Oil, Inc.", uri.Manufacturer);
        Assert.Equal("1.0", uri.Model);
        Assert.Equal("DECC0401648", uri.Serial);
        Assert.Equal(327UL, uri.SlotId);
        Assert.Equal("mẫu dấu", uri.Object);
        Assert.Equal([0x69, 0x95, 0x3E, 0x5C, 0xF4, 0xBD, 0xEC, 0x91], uri.GetId());
        Assert.Equal(Pkcs11ObjectType.Private, uri.Type);
        Assert.Equal(uri, Pkcs11Uri.Parse(uri.ToString()));
    }

    [Theory]
    [InlineData("pkcs11:")]
    [InlineData("PKCS11:type=cert")]
    [InlineData("pkcs11:type=secret-key;id=")]
    [InlineData("pkcs11:id=abc%00%FF")]
    [InlineData("pkcs11:object=a&b=c:[]@!$'()*+,")]
    [InlineData("pkcs11:id=%01?module-path=/usr/lib/x.so&module-name=y")]
    public void Parse_WhenValid_ReadsAndComesBackEqual(string text) =>
        Assert.Equal(Pkcs11Uri.Parse(text), Pkcs11Uri.Parse(Pkcs11Uri.Parse(text).ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("pkcs12:id=%01")]
    [InlineData("pkcs11")]
    [InlineData("pkcs11:id")]
    [InlineData("pkcs11:=x")]
    [InlineData("pkcs11:id=%01;")]
    [InlineData("pkcs11:;id=%01")]
    [InlineData("pkcs11:id=%01;id=%02")]
    [InlineData("pkcs11:id=%0")]
    [InlineData("pkcs11:id=%")]
    [InlineData("pkcs11:id=%+1")]
    [InlineData("pkcs11:id=%GG")]
    [InlineData("pkcs11:object=%FF")]
    [InlineData("pkcs11:object=a%00")]
    [InlineData("pkcs11:object=a b")]
    [InlineData("pkcs11:object=mẫu")]
    [InlineData("pkcs11:object=a/b")]
    [InlineData("pkcs11:type=Private")]
    [InlineData("pkcs11:type=key")]
    [InlineData("pkcs11:slot-id=-1")]
    [InlineData("pkcs11:slot-id=18446744073709551616")]
    [InlineData("pkcs11:slot-id=")]
    [InlineData("pkcs11:library-version=2.4")]
    [InlineData("pkcs11:x-vendor=1")]
    [InlineData("pkcs11:serial=12345678901234567")]
    [InlineData("pkcs11:token=123456789012345678901234567890123")]
    [InlineData("pkcs11:id=%01?")]
    [InlineData("pkcs11:id=%01?pin-value=1234")]
    [InlineData("pkcs11:id=%01?pin-source=file:/etc/pin")]
    [InlineData("pkcs11:id=%01?vendor=x")]
    public void Parse_WhenNotValid_IsRefusedWithoutEcho(string text)
    {
        Assert.False(Pkcs11Uri.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => Pkcs11Uri.Parse(text));
        Assert.DoesNotContain("1234", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhenOverALimit_IsRefused()
    {
        Assert.False(Pkcs11Uri.TryParse("pkcs11:id=" + new string('a', Pkcs11Uri.MaximumValueLength + 1), out _));
        Assert.True(Pkcs11Uri.TryParse("pkcs11:id=" + new string('a', Pkcs11Uri.MaximumValueLength), out _));
        Assert.False(Pkcs11Uri.TryParse("pkcs11:id=a?module-name=" + new string('a', Pkcs11Uri.MaximumLength), out _));
    }

    [Fact]
    public void Parse_WhenFedWithMutations_NeverThrowsAndRoundTripsWhatItTakes()
    {
        const string Alphabet = "pkcs11:token=objectidypr;%&?/=+09AFaf \0é\uD800";
        string[] seeds =
        [
            "pkcs11:token=a%20b;object=c;id=%01%02;type=private",
            "pkcs11:serial=1;model=m;manufacturer=x;slot-id=7?module-name=z",
        ];
        var random = new Random(7512);
        var taken = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var text = new StringBuilder(seeds[round % seeds.Length]);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, Alphabet[random.Next(Alphabet.Length)]),
                    _ => text.Replace(text[at], Alphabet[random.Next(Alphabet.Length)], at, 1),
                };
            }

            if (Pkcs11Uri.TryParse(text.ToString(), out var uri))
            {
                taken++;
                Assert.Equal(uri, Pkcs11Uri.Parse(uri.ToString()));
            }
        }

        Assert.InRange(taken, 100, 49_000);
    }
}
