// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.Unicode;
using HocBaSo.Signing.Xml.Syntax;

namespace HocBaSo.Signing.Xml.Tests.Syntax;

/// <summary>The sweep says yes to nothing that the platform and the standard refuse, at every place of a block.</summary>
public sealed class CharacterSweepTests
{
    // lead and continuation bytes at the edges of their ranges, and what stands between them
    private static readonly byte[] s_edges =
    [
        0x00,
        0x08,
        0x09,
        0x0A,
        0x0B,
        0x0D,
        0x1F,
        0x20,
        0x41,
        0x7F,
        0x80,
        0x8F,
        0x90,
        0x9F,
        0xA0,
        0xBD,
        0xBE,
        0xBF,
        0xC0,
        0xC1,
        0xC2,
        0xDF,
        0xE0,
        0xE1,
        0xEC,
        0xED,
        0xEE,
        0xEF,
        0xF0,
        0xF1,
        0xF3,
        0xF4,
        0xF5,
        0xFF,
    ];

    [Fact]
    public void IsValid_WhenAWideCharacterIsWhateverItCanBe_AgreesWithThePlatform()
    {
        var text = new byte[48];
        foreach (var place in new[] { 0, 1, 13, 14, 15, 16, 29, 31, 33, 44, 45 })
        {
            Array.Fill(text, (byte)'x');
            for (var two = 0x8000; two < 1 << 16; two++)
                foreach (var third in s_edges)
                {
                    (text[place], text[place + 1], text[place + 2]) = ((byte)(two >> 8), (byte)two, third);
                    if (CharacterSweep.IsValid(text) != IsAllowed(text))
                    {
                        Assert.Fail($"{Convert.ToHexString(text)} at {place}");
                    }
                }
        }
    }

    [Fact]
    public void IsValid_WhenFourBytesAreAtTheEdges_AgreesWithThePlatform()
    {
        var text = new byte[40];
        foreach (var place in new[] { 0, 12, 13, 15, 36 })
        {
            Array.Fill(text, (byte)'x');
            foreach (var a in s_edges)
            foreach (var b in s_edges)
            foreach (var c in s_edges)
            foreach (var d in s_edges)
            {
                (text[place], text[place + 1], text[place + 2], text[place + 3]) = (a, b, c, d);
                if (CharacterSweep.IsValid(text) != IsAllowed(text))
                {
                    Assert.Fail($"{Convert.ToHexString(text)} at {place}");
                }
            }
        }
    }

    [Fact]
    public void IsValid_WhenVietnameseTextIsHurtAnywhere_AgreesWithThePlatform()
    {
        var random = new Random(7);
        var text = Encoding.UTF8.GetBytes("<NhanXet>Chăm ngoan, tiến bộ; giỏi Toán 𝟗 điểm, đọc tốt \uFFFD</NhanXet>");
        Assert.True(CharacterSweep.IsValid(text));
        for (var i = 0; i < 200_000; i++)
        {
            var hurt = text.AsSpan(0, random.Next(19, text.Length + 1)).ToArray();
            for (var times = random.Next(3); times >= 0; times--)
            {
                hurt[random.Next(hurt.Length)] = s_edges[random.Next(s_edges.Length)];
            }
            if (CharacterSweep.IsValid(hurt) != IsAllowed(hurt))
            {
                Assert.Fail(Convert.ToHexString(hurt));
            }
        }
    }

    private static bool IsAllowed(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text)
        && text.IndexOfAny(XmlChars.Forbidden) < 0
        && text.IndexOf("\uFFFE"u8) < 0
        && text.IndexOf("\uFFFF"u8) < 0;
}
