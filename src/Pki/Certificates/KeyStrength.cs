// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>The least that a public key has to be.</summary>
internal static class KeyStrength
{
    /// <summary>Bits of an RSA modulus.</summary>
    public const int MinRsaBits = 2048;

    /// <summary>Bits of an elliptic curve's order.</summary>
    public const int MinEcBits = 256;

    /// <summary>Null when the key is strong enough, else why not.</summary>
    public static string? Weakness(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return rsa.KeySize < MinRsaBits ? $"An RSA key of {rsa.KeySize} bits is too short." : null;
            }

            using var ecdsa = certificate.GetECDsaPublicKey();
            return ecdsa switch
            {
                null => "A key is neither RSA nor ECDSA.",
                { KeySize: < MinEcBits } => $"An elliptic curve of {ecdsa.KeySize} bits is too short.",
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return "A public key can't be read.";
        }
    }
}
