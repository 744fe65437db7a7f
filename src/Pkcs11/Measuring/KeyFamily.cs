// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Types of keys (CKK_RSA, CKK_EC): what a session costs and gains differs between them, and hardly within one.</summary>
public enum KeyFamily
{
    /// <summary>RSA.</summary>
    Rsa,

    /// <summary>Elliptic curves.</summary>
    Ec,
}
