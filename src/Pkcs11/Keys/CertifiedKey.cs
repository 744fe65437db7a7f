// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>The public key of a certificate object, which is believed only when a signature of the private key fits it.</summary>
internal static class CertifiedKey
{
    private const int DigestLength = 32;

    /// <summary>Null when it is no certificate, or not with a key that is used here. The caller disposes the key.</summary>
    public static AsymmetricAlgorithm? Read(ReadOnlySpan<byte> certificate)
    {
        try
        {
            using var read = X509CertificateLoader.LoadCertificate(certificate);
            return (AsymmetricAlgorithm?)read.GetECDsaPublicKey() ?? read.GetRSAPublicKey();
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether a signature over a random digest verifies; a key that is not the one is disposed.</summary>
    public static bool IsOf(AsymmetricAlgorithm key, Func<SignatureAlgorithm, byte[], byte[]> sign)
    {
        var digest = RandomNumberGenerator.GetBytes(DigestLength);
        var isOf = false;
        try
        {
            isOf = key switch
            {
                ECDsa ecdsa => ecdsa.VerifyHash(digest, sign(SignatureAlgorithm.EcdsaSha256, digest)),
                RSA rsa => rsa.VerifyHash(
                    digest,
                    sign(SignatureAlgorithm.RsaPkcs1Sha256, digest),
                    HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1
                ),
                _ => false,
            };
        }
        catch (ArgumentException)
        {
            // The private key is of another kind than the certificate's.
        }

        if (!isOf)
        {
            key.Dispose();
        }

        return isOf;
    }
}
