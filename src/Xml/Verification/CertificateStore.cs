// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Certificates met so far, by their base64 and by their SHA-256: a class of transcripts is signed with a score of them. Bounded;
/// when full it starts anew. Holds no trust.
/// </summary>
internal sealed class CertificateStore(int capacity = 2048)
{
    private readonly ConcurrentDictionary<(UInt128, UInt128), KnownCertificate> _known = new();

    // under all octets of the one canonical spelling
    private readonly ConcurrentDictionary<byte[], KnownCertificate> _spelled = new(OctetComparer.Instance);

    /// <summary>The certificate whose canonical base64 that is; null when it was not met yet.</summary>
    public KnownCertificate? Find(ReadOnlySpan<byte> base64) =>
        _spelled.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(base64, out var known) ? known : null;

    /// <summary>The certificate of those octets.</summary>
    /// <exception cref="VerificationFaultException">It is not a certificate.</exception>
    public KnownCertificate Get(byte[] raw)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(raw, digest);
        var key = (
            BinaryPrimitives.ReadUInt128LittleEndian(digest),
            BinaryPrimitives.ReadUInt128LittleEndian(digest[16..])
        );
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }
        known = new KnownCertificate(raw);
        if (_known.Count >= capacity)
        {
            _known.Clear();
            _spelled.Clear();
        }
        known = _known.GetOrAdd(key, known);
        _spelled[known.Base64] = known;
        return known;
    }
}
