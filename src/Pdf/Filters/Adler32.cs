// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>The check sum of zlib (RFC 1950 §8).</summary>
internal static class Adler32
{
    private const uint Modulus = 65_521;

    // The longest run that 32 bits hold without a remainder in between.
    private const int Run = 5_552;

    public static uint Of(ReadOnlySpan<byte> octets)
    {
        var (low, high) = (1U, 0U);
        while (!octets.IsEmpty)
        {
            var run = octets[..Math.Min(Run, octets.Length)];
            foreach (var octet in run)
            {
                low += octet;
                high += low;
            }
            low %= Modulus;
            high %= Modulus;
            octets = octets[run.Length..];
        }
        return (high << 16) | low;
    }
}
