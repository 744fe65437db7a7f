// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The keys that are generated.</summary>
public enum KeyKind
{
    /// <summary>ECDSA on P-256: the default of new keys.</summary>
    EcP256,

    /// <summary>ECDSA on P-384.</summary>
    EcP384,

    /// <summary>RSA, 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA, 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA, 4096 bits.</summary>
    Rsa4096,
}
