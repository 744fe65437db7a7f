// SPDX-License-Identifier: Apache-2.0
using System.Numerics;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Verifies Ed25519 (RFC 8032 §5.1.7), which .NET lacks and other people's PDFs use. No secret is ever here, so nothing has to
/// run in constant time.
/// </summary>
internal static class Ed25519
{
    public const string Oid = "1.3.101.112";

    private const int Length = 32;
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", null);

    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode(
        Convert.FromHexString("5866666666666666666666666666666666666666666666666666666666666666")
    )!.Value;

    /// <summary>True when a signature of 64 octets is that of the message by the key of 32 octets.</summary>
    public static bool Verifies(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Length != Length || signature.Length != 2 * Length)
        {
            return false;
        }
        var s = new BigInteger(signature[Length..], isUnsigned: true);
        if (s >= L || Decode(key) is not { } a || Decode(signature[..Length]) is not { } r)
        {
            return false;
        }
        var k = new BigInteger(SHA512.HashData([.. signature[..Length], .. key, .. message]), isUnsigned: true) % L;
        var left = Multiply(Base, s);
        var right = Add(r, Multiply(a, k));
        return Mod((left.X * right.Z) - (right.X * left.Z)).IsZero
            && Mod((left.Y * right.Z) - (right.Y * left.Z)).IsZero;
    }

    private static Point? Decode(ReadOnlySpan<byte> octets)
    {
        var number = new BigInteger(octets, isUnsigned: true);
        var y = number & ((BigInteger.One << 255) - 1);
        if (y >= P)
        {
            return null;
        }
        var square = Mod(((y * y) - 1) * Inverse(Mod((D * y * y) + 1)));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        x = Mod((x * x) - square).IsZero ? x : Mod(x * RootOfMinusOne);
        var isOdd = number >> 255 == 1;
        if (!Mod((x * x) - square).IsZero || (x.IsZero && isOdd))
        {
            return null;
        }
        x = x.IsEven == isOdd ? P - x : x;
        return new Point(x, y, BigInteger.One, Mod(x * y));
    }

    private static Point Multiply(Point point, BigInteger factor)
    {
        var sum = new Point(BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        for (var bit = (int)factor.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            sum = ((factor >> bit) & 1) == 1 ? Add(sum, point) : sum;
        }
        return sum;
    }

    // RFC 8032 §5.1.4, which also doubles.
    private static Point Add(Point one, Point two)
    {
        var a = Mod((one.Y - one.X) * (two.Y - two.X));
        var b = Mod((one.Y + one.X) * (two.Y + two.X));
        var c = Mod(one.T * 2 * D * two.T);
        var d = Mod(one.Z * 2 * two.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
