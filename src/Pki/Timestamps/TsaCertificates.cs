// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Certificates of tokens that passed, by all their octets: an authority signs with few, and to read one costs several times what
/// its signature does. Bounded; when full it starts anew. Holds no trust and no verdict. Thread-safe.
/// </summary>
/// <param name="capacity">Most certificates that are kept.</param>
internal sealed class TsaCertificates(int capacity = 256)
{
    /// <summary>A longer one is read each time, so that what is kept has a bound in octets too.</summary>
    public const int MaxKeptLength = 8 << 10;

    private readonly ConcurrentDictionary<Octets, TsaCertificate> _known = new();

    /// <summary>How many are kept.</summary>
    public int Count => _known.Count;

    /// <summary>The certificate of those octets. It is not kept by that.</summary>
    /// <exception cref="CryptographicException">They are no certificate.</exception>
    /// <exception cref="PkiFormatException">They are not DER.</exception>
    public TsaCertificate Get(ReadOnlyMemory<byte> encoded) =>
        _known.TryGetValue(new Octets(encoded), out var known) ? known : new TsaCertificate(Load(encoded.Span));

    /// <summary>Keeps a certificate of a token that passed: of others, anybody could bring as many as they like.</summary>
    public void Keep(TsaCertificate certificate)
    {
        var octets = new Octets(certificate.Certificate.RawDataMemory);
        if (certificate.Certificate.RawDataMemory.Length > MaxKeptLength || _known.ContainsKey(octets))
        {
            return;
        }

        if (_known.Count >= capacity)
        {
            _known.Clear();
        }

        _known.TryAdd(octets, certificate);
    }

    // The loader also takes PEM and PKCS #7, so what it read is compared with what is there.
    private static X509Certificate2 Load(ReadOnlySpan<byte> encoded)
    {
        var certificate = X509CertificateLoader.LoadCertificate(encoded);
        return certificate.RawDataMemory.Span.SequenceEqual(encoded)
            ? certificate
            : throw new PkiFormatException("A certificate in the token is not DER.");
    }
}
