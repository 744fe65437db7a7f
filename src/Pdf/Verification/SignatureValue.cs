// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>The public-key operation, over a digest.</summary>
internal static class SignatureValue
{
    private const int MaxRsaBits = 16_384;
    private const int MaxExponentOctets = 4;

    /// <summary>False also when the key is of another kind than the algorithm.</summary>
    /// <exception cref="VerificationFaultException">The key is huge.</exception>
    public static bool Verifies(
        X509Certificate2 certificate,
        SignatureAlgorithm algorithm,
        byte[] digest,
        ReadOnlySpan<byte> value
    )
    {
        if (algorithm.Scheme == SignatureScheme.Ecdsa)
        {
            using var ecdsa = certificate.GetECDsaPublicKey();
            return ecdsa is not null && ecdsa.VerifyHash(digest, value, DSASignatureFormat.Rfc3279DerSequence);
        }
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is null)
        {
            return false;
        }
        if (rsa.KeySize > MaxRsaBits || rsa.ExportParameters(false).Exponent!.Length > MaxExponentOctets)
        {
            throw VerificationFaultException.Format("An RSA key is out of all bounds.");
        }
        var padding = algorithm.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return rsa.VerifyHash(digest, value, algorithm.Digest, padding);
    }
}
