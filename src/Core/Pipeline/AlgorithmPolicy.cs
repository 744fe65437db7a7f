// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Which algorithm a key signs with (TT 15/2025/TT-BKHCN: ECDSA ≥ 256, RSA ≥ 2048 with PSS, SHA-256 or stronger).</summary>
public static class AlgorithmPolicy
{
    private const int MinRsaBits = 2048;

    /// <summary>ECDSA by the curve; RSA by PSS, or by PKCS#1 v1.5 in a compat profile.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>: too weak, or another kind of key.</exception>
    public static SignatureAlgorithm Choose(SigningIdentity identity, string profile)
    {
        var facts = identity.Facts;
        return (facts.IsEllipticCurve, facts.KeySize) switch
        {
            (true, 256) => SignatureAlgorithm.EcdsaSha256,
            (true, 384) => SignatureAlgorithm.EcdsaSha384,
            (false, >= MinRsaBits) when SignatureProfile.IsCompat(profile) => SignatureAlgorithm.RsaPkcs1Sha256,
            (false, >= MinRsaBits) => SignatureAlgorithm.RsaPssSha256,
            _ => throw new SigningException(
                SigningErrorKind.CertificateNotUsable,
                $"The key of the identity '{identity.Id}' is not RSA ≥ 2048, P-256 or P-384."
            ),
        };
    }
}
