// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>A private key as one connection to one token knows it.</summary>
/// <param name="Handle">Object handle; good for every session of this connection.</param>
/// <param name="Generation">The connection that it belongs to.</param>
/// <param name="IsRsa">RSA, else elliptic curve.</param>
/// <param name="Size">Octets of the modulus, or of the curve's order.</param>
internal sealed record TokenKey(nuint Handle, int Generation, bool IsRsa, int Size)
{
    private const int MinimumRsaSize = 2048 / 8;
    private const int MaximumRsaSize = 4096 / 8;

    /// <summary>Octets of a signature.</summary>
    public int SignatureLength => IsRsa ? Size : 2 * Size;

    /// <summary>RSA of 2048 to 4096 bits does both RSA schemes, P-256 and P-384 do ECDSA.</summary>
    public bool Fits(SignatureScheme scheme) =>
        IsRsa
            ? scheme is SignatureScheme.RsaPkcs1 or SignatureScheme.RsaPss
                && Size is >= MinimumRsaSize and <= MaximumRsaSize
            : scheme == SignatureScheme.Ecdsa && Size > 0;
}
