// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.TestKit;

/// <summary>A key in memory, with what certificates and signers need of it.</summary>
public sealed record TestKey(AsymmetricAlgorithm Key, SignatureAlgorithm Algorithm)
{
    /// <summary>ECDSA P-256.</summary>
    public static TestKey Ec() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), SignatureAlgorithm.EcdsaSha256);

    /// <summary>ECDSA on another curve.</summary>
    public static TestKey Ec(ECCurve curve, SignatureAlgorithm algorithm) => new(ECDsa.Create(curve), algorithm);

    /// <summary>RSA; PKCS #1 v1.5 unless PSS is asked for.</summary>
    public static TestKey Rsa(int bits = 2048, bool pss = false) =>
        new(RSA.Create(bits), pss ? SignatureAlgorithm.RsaPssSha256 : SignatureAlgorithm.RsaPkcs1Sha256);

    public PublicKey PublicKey =>
        Key switch
        {
            RSA rsa => new PublicKey(rsa),
            ECDsa ecdsa => new PublicKey(ecdsa),
            _ => throw new InvalidOperationException("RSA or ECDSA."),
        };

    public X509SignatureGenerator Generator =>
        Key switch
        {
            RSA rsa => X509SignatureGenerator.CreateForRSA(
                rsa,
                Algorithm.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
            ),
            ECDsa ecdsa => X509SignatureGenerator.CreateForECDsa(ecdsa),
            _ => throw new InvalidOperationException("RSA or ECDSA."),
        };
}
