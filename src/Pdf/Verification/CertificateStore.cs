// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Certificates met so far, by all their octets: the documents of a school are signed with a few of them, and to read one costs
/// as much as a signature. Bounded; when full it starts anew. Holds no trust and no verdict. Thread-safe.
/// </summary>
/// <param name="capacity">Most certificates that are kept.</param>
internal sealed class CertificateStore(int capacity = 2048)
{
    /// <summary>A longer one is read each time, so that what is kept has a bound in octets too.</summary>
    public const int MaxKeptLength = 8 << 10;

    private readonly ConcurrentDictionary<Octets, KnownCertificate> _known = new();

    /// <summary>How many are kept.</summary>
    public int Count => _known.Count;

    /// <summary>The certificate of those octets, which are not kept.</summary>
    /// <exception cref="CryptographicException">They are no certificate.</exception>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: not DER.</exception>
    public KnownCertificate Get(ReadOnlyMemory<byte> encoded)
    {
        if (_known.TryGetValue(new Octets(encoded), out var known))
        {
            return known;
        }
        known = new KnownCertificate(Load(encoded.Span));
        if (encoded.Length > MaxKeptLength)
        {
            return known;
        }
        if (_known.Count >= capacity)
        {
            _known.Clear();
        }
        return _known.GetOrAdd(new Octets(known.Raw), known);
    }

    // The loader also takes PEM and PKCS #7, so what it read is compared with what is there.
    private static X509Certificate2 Load(ReadOnlySpan<byte> encoded)
    {
        var certificate = X509CertificateLoader.LoadCertificate(encoded);
        return certificate.RawDataMemory.Span.SequenceEqual(encoded)
            ? certificate
            : throw VerificationFaultException.Format("A certificate in the CMS value is not DER.");
    }
}
