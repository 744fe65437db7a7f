// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// A token that costs nothing, so that what is seen is everything else. While it learns, each digest is signed by a real key; from
/// then on the same digest gets that same value, which is valid, so that self-verification stays on. It never signs anything
/// that it was not shown during the set-up: a document has to be prepared at the same time, octet for octet, each time. It lives
/// here and nowhere in the product.
/// </summary>
/// <param name="real">Signs during the set-up.</param>
public sealed class FixedValueSigner(IDigestSigner real) : IDigestSigner
{
    private readonly ConcurrentDictionary<(UInt128, UInt128), byte[]> _values = new();
    private volatile bool _isTaught;

    /// <summary>Octets of the size of a P-256 value, for stages that only put one into its place; it verifies nowhere.</summary>
    public static byte[] AnyValue { get; } = [.. Enumerable.Repeat((byte)0x55, 64)];

    /// <summary>Ends the set-up: from now on no key is used.</summary>
    public void StopLearning() => _isTaught = true;

    /// <inheritdoc/>
    public ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(digest.Span);
        return _values.TryGetValue(key, out var value) ? ValueTask.FromResult(value)
            : _isTaught
                ? throw new InvalidOperationException("No value was made for this digest: the document differs.")
            : LearnAsync(key, keyUri, algorithm, digest, cancellationToken);
    }

    private async ValueTask<byte[]> LearnAsync(
        (UInt128, UInt128) key,
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    ) => _values[key] = await real.SignDigestAsync(keyUri, algorithm, digest, cancellationToken);

    // SHA-256: 32 octets.
    private static (UInt128, UInt128) KeyOf(ReadOnlySpan<byte> digest)
    {
        var halves = MemoryMarshal.Cast<byte, UInt128>(digest);
        return (halves[0], halves[1]);
    }
}
