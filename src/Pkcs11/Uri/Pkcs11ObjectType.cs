// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>The attribute <c>type</c> of a PKCS#11 URI (RFC 7512 §2.3).</summary>
public enum Pkcs11ObjectType
{
    /// <summary><c>private</c></summary>
    Private,

    /// <summary><c>public</c></summary>
    Public,

    /// <summary><c>cert</c></summary>
    Cert,

    /// <summary><c>secret-key</c></summary>
    SecretKey,

    /// <summary><c>data</c></summary>
    Data,
}
