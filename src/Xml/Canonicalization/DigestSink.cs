// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>
/// Digests canonical octets. A form that fits the buffer, as nearly all do, is digested in one call; a longer one while it is made.
/// </summary>
internal class DigestSink(HashAlgorithmName algorithm) : CanonicalSink(BufferSize)
{
    private const int BufferSize = 32 << 10;

    private IncrementalHash? _hash;
    private bool _isLong;

    /// <summary>Forgets what a form that was broken off has left.</summary>
    public void Begin()
    {
        Clear();
        if (_isLong)
        {
            _isLong = false;
            _hash!.GetHashAndReset();
        }
    }

    /// <summary>The digest of what was written since the last call.</summary>
    public byte[] Finish()
    {
        if (_isLong)
        {
            Flush();
            _isLong = false;
            return _hash!.GetHashAndReset();
        }
        Charge(Buffered.Length);
        var digest = CryptographicOperations.HashData(algorithm, Buffered);
        Clear();
        return digest;
    }

    /// <inheritdoc />
    public sealed override void Dispose()
    {
        _hash?.Dispose();
        base.Dispose();
    }

    /// <summary>Told of octets before they are digested.</summary>
    protected virtual void Charge(int octets) { }

    protected sealed override void Consume(ReadOnlySpan<byte> octets)
    {
        Charge(octets.Length);
        _isLong = true;
        _hash ??= IncrementalHash.CreateHash(algorithm);
        _hash.AppendData(octets);
    }
}
