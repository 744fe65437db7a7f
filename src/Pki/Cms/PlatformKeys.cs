// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>Public keys as objects of the platform.</summary>
internal static class PlatformKeys
{
    /// <summary>
    /// RSA or ECDSA; null for a key of another kind, or one that the platform can't read: a curve that it doesn't know is
    /// a <see cref="PlatformNotSupportedException"/> there. The caller disposes it.
    /// </summary>
    public static AsymmetricAlgorithm? Of(PublicKey key)
    {
        try
        {
            return (AsymmetricAlgorithm?)key.GetECDsaPublicKey() ?? key.GetRSAPublicKey();
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
