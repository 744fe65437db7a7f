// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>The signature scheme, apart from the digest.</summary>
public enum SignatureScheme
{
    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 §8.2). Only in profiles named compat.</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS (RFC 8017 §8.1), MGF1 with the same digest, salt as long as the digest.</summary>
    RsaPss,

    /// <summary>ECDSA (FIPS 186-5 §6) on P-256 or P-384.</summary>
    Ecdsa,

    /// <summary>No signature of ours: what an authority stamps (a document timestamp). No key signs with it.</summary>
    None,
}
