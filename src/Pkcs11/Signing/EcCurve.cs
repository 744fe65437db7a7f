// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The curves that are used, by the DER of their object identifier as CKA_EC_PARAMS holds it (RFC 5480 §2.1.1.1).</summary>
internal static class EcCurve
{
    private static ReadOnlySpan<byte> P256 => [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
    private static ReadOnlySpan<byte> P384 => [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];

    /// <summary>Octets of the curve's order; 0 for any other curve.</summary>
    public static int OrderLength(ReadOnlySpan<byte> ecParams) =>
        ecParams.SequenceEqual(P256) ? 32
        : ecParams.SequenceEqual(P384) ? 48
        : 0;

    public static byte[] Parameters(KeyKind kind) => (kind == KeyKind.EcP256 ? P256 : P384).ToArray();

    public static ECCurve Named(int orderLength) =>
        orderLength == 32 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384;
}
