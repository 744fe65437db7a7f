// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Verdicts on paths. A verdict can only change when a certificate that takes part begins or ends, so one is kept
/// together with the stretch of time between the nearest such moments, and is exact within it: for failures too.
/// </summary>
internal sealed class PathCache(int capacity)
{
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();

    public PathValidationResult GetOrAdd(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset time,
        PathPurpose purpose,
        Func<PathValidationResult> validate
    )
    {
        if (capacity == 0)
        {
            return validate();
        }

        var key = KeyOf(leaf, intermediates, anchors, purpose);
        if (_entries.TryGetValue(key, out var entry) && entry.From <= time && time < entry.Until)
        {
            return entry.Result;
        }

        var result = validate();
        if (_entries.Count >= capacity)
        {
            _entries.Clear();
        }

        _entries[key] = EntryAround(time, [leaf, .. intermediates, .. anchors], result);
        return result;
    }

    private static Entry EntryAround(
        DateTimeOffset time,
        IEnumerable<X509Certificate2> certificates,
        PathValidationResult result
    )
    {
        var (from, until) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var certificate in certificates)
        {
            if (PathCertificate.TryRead(certificate) is not { } read)
            {
                // Its life can't be read: X509Chain may still see one, so the verdict holds for this second only.
                return new Entry(time, time.AddSeconds(1), result);
            }

            foreach (
                var edge in (ReadOnlySpan<DateTimeOffset>)[read.Structure.NotBefore, After(read.Structure.NotAfter)]
            )
            {
                from = edge <= time && edge > from ? edge : from;
                until = edge > time && edge < until ? edge : until;
            }
        }

        return new Entry(from, until, result);
    }

    /// <summary>notAfter itself is still within the life of a certificate (RFC 5280 §4.1.2.5).</summary>
    private static DateTimeOffset After(DateTimeOffset notAfter) =>
        notAfter.Year == DateTimeOffset.MaxValue.Year ? DateTimeOffset.MaxValue : notAfter.AddSeconds(1);

    private static Key KeyOf(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        PathPurpose purpose
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, leaf);
        hash.AppendData([(byte)purpose]);
        foreach (var intermediate in intermediates)
        {
            Append(hash, intermediate);
        }

        hash.AppendData([0xFF]);
        foreach (var anchor in anchors)
        {
            Append(hash, anchor);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new Key(
            new UInt128(BitConverter.ToUInt64(digest), BitConverter.ToUInt64(digest[8..])),
            new UInt128(BitConverter.ToUInt64(digest[16..]), BitConverter.ToUInt64(digest[24..]))
        );
    }

    /// <summary>DER says where it ends, so the certificates need nothing between them.</summary>
    private static void Append(IncrementalHash hash, X509Certificate2 certificate) =>
        hash.AppendData(certificate.RawDataMemory.Span);

    private readonly record struct Key(UInt128 High, UInt128 Low);

    private sealed record Entry(DateTimeOffset From, DateTimeOffset Until, PathValidationResult Result);
}
