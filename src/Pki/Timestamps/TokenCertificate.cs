// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// A certificate that came in a token, with the objects of its public key: platform key objects are not promised to be
/// thread-safe, so each caller borrows one of its own. Never disposed, for it is shared.
/// </summary>
internal sealed class TokenCertificate(X509Certificate2 certificate)
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    public X509Certificate2 Certificate => certificate;

    /// <summary>As <see cref="SignatureAlgorithms.Verify(X509Certificate2, SignatureAlgorithm, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>.</summary>
    public bool Verifies(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if ((_idle.TryTake(out var idle) ? idle : Import()) is not { } key)
        {
            return false;
        }

        try
        {
            return SignatureAlgorithms.Verify(key, algorithm, data, signature);
        }
        finally
        {
            _idle.Add(key);
        }
    }

    // The kind is the key's own: a signature of another kind does not verify with it.
    private AsymmetricAlgorithm? Import() =>
        (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey() ?? certificate.GetRSAPublicKey();
}
