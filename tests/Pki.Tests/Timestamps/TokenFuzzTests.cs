// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Mutated tokens: a verdict each time, never an exception, none over a second. HBS_FUZZ_COUNT sets how many.</summary>
public sealed class TokenFuzzTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly byte[] Data = "Học bạ"u8.ToArray();

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT"), CultureInfo.InvariantCulture, out var n)
            ? n
            : 10_000;

    [Theory]
    [InlineData(TokenStrictness.EveryOctet)]
    [InlineData(TokenStrictness.Lenient)]
    public async Task Verify_WhenTokenIsMutated_AnswersSoonAndPassesOnlyWhatWasSigned(TokenStrictness strictness)
    {
        var pki = new TestPki();
        var verifier = new TimestampTokenVerifier(new CertificatePathValidator());
        var token = await new TestTimestampAuthority(pki, new ManualTimeProvider(Now)).StampAsync(Data);
        var random = new Random(20261121);
        for (var i = 0; i < Count; i++)
        {
            var mutated = Mutate(token, random);
            var start = CpuClock.Now;
            var result = verifier.Verify(mutated, Data, pki.Anchors.TimestampAuthorities, strictness);
            var elapsed = CpuClock.Now - start;
            Assert.True(elapsed < TimeSpan.FromSeconds(1), $"mutation {i} took {elapsed}");
            if (strictness == TokenStrictness.EveryOctet)
            {
                Assert.True(!result.Passed || mutated.AsSpan().SequenceEqual(token), $"mutation {i} passed");
            }

            Assert.True(!result.Passed || result.Time == Now, $"mutation {i} has another time");
            Assert.Equal(result.Passed, result.SubIndication == SubIndication.None);
        }
    }

    internal static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = source.ToList();
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 1; n--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.Insert(at, (byte)new[] { 0x00, 0x30, 0x31, 0x80, 0x84, 0xA0, 0xFF }[random.Next(7)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
