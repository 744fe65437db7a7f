// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>Mutated input through a reader: read or refused with a kind, never another exception, none over a second.</summary>
internal static class Fuzzing
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    public static int Count { get; } =
        Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 10_000;

    /// <summary>Runs all mutations of the seeds and returns how many were read and how many refused.</summary>
    public static (int Read, int Refused) Run(
        IReadOnlyList<byte[]> seeds,
        Func<byte[], Random, byte[]> mutate,
        Action<byte[]> read
    )
    {
        var refused = 0;
        for (var i = 0; i < Count; i++)
        {
            var input = mutate(seeds[i % seeds.Count], new Random(i));
            var start = CpuClock.Now;
            try
            {
                read(input);
            }
            catch (SigningException fault)
            {
                Assert.StartsWith("offset ", fault.Field, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"mutation {i}: {other}");
            }
            Assert.True(CpuClock.Now - start < s_limit, $"mutation {i} was slow");
        }
        return (Count - refused, refused);
    }

    /// <summary>Changes, removes or repeats some octets, or cuts the end.</summary>
    public static byte[] Mutate(byte[] seed, Random random)
    {
        var octets = seed.ToList();
        for (var n = random.Next(1, 5); n > 0 && octets.Count > 8; n--)
        {
            var at = random.Next(octets.Count);
            switch (random.Next(6))
            {
                case 0:
                    octets.RemoveRange(at, Math.Min(random.Next(1, 16), octets.Count - at));
                    break;
                case 1:
                    octets.InsertRange(at, octets.GetRange(at, Math.Min(random.Next(1, 16), octets.Count - at)));
                    break;
                case 2 when random.Next(4) == 0:
                    octets.RemoveRange(at, octets.Count - at);
                    break;
                case 3:
                    octets[at] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                default:
                    octets[at] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. octets];
    }
}
