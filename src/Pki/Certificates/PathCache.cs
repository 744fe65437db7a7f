// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Verdicts on paths. A verdict can only change when a certificate that takes part begins or ends, so one is kept
/// together with the stretch of time between the nearest such moments, and is exact within it: for failures too.
/// </summary>
internal sealed class PathCache(int capacity)
{
    private const int MetPaths = 1024;

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();

    // in front of the entries: the same certificate objects again need not be digested. One path for each place.
    private readonly MetPath?[] _met = new MetPath?[capacity == 0 ? 0 : MetPaths];

    /// <summary>What is remembered; null when nothing is that holds at that time.</summary>
    public PathValidationResult? Find(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset time,
        PathPurpose purpose
    )
    {
        if (capacity == 0)
        {
            return null;
        }

        ref var place = ref _met[RuntimeHelpers.GetHashCode(leaf) & (_met.Length - 1)];
        if (Volatile.Read(ref place) is { } met && met.Is(leaf, intermediates, anchors, purpose))
        {
            return met.Entry.Covers(time) ? met.Entry.Result : null;
        }

        if (!_entries.TryGetValue(KeyOf(leaf, intermediates, anchors, purpose), out var entry) || !entry.Covers(time))
        {
            return null;
        }

        Volatile.Write(ref place, new MetPath(leaf, [.. intermediates], [.. anchors], purpose, entry));
        return entry.Result;
    }

    /// <summary>Remembers a verdict.</summary>
    public void Add(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> intermediates,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset time,
        PathPurpose purpose,
        PathValidationResult result
    )
    {
        if (capacity == 0)
        {
            return;
        }

        if (_entries.Count >= capacity)
        {
            _entries.Clear();
        }

        var entry = EntryAround(time, [leaf, .. intermediates, .. anchors], result);
        _entries[KeyOf(leaf, intermediates, anchors, purpose)] = entry;
        Volatile.Write(
            ref _met[RuntimeHelpers.GetHashCode(leaf) & (_met.Length - 1)],
            new MetPath(leaf, [.. intermediates], [.. anchors], purpose, entry)
        );
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
                return new Entry(time, After(time), result);
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

    /// <summary>
    /// The next second: notAfter itself is still within the life of a certificate (RFC 5280 §4.1.2.5). Both a certificate and a
    /// timestamp may name the last second there is, 9999-12-31T23:59:59Z.
    /// </summary>
    private static DateTimeOffset After(DateTimeOffset second) =>
        DateTimeOffset.MaxValue - second < TimeSpan.FromSeconds(1) ? DateTimeOffset.MaxValue : second.AddSeconds(1);

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

    private sealed record Entry(DateTimeOffset From, DateTimeOffset Until, PathValidationResult Result)
    {
        public bool Covers(DateTimeOffset time) => From <= time && time < Until;
    }

    /// <summary>A path of certificates that are objects already known: objects never change.</summary>
    private sealed record MetPath(
        X509Certificate2 Leaf,
        X509Certificate2[] Intermediates,
        X509Certificate2[] Anchors,
        PathPurpose Purpose,
        Entry Entry
    )
    {
        public bool Is(
            X509Certificate2 leaf,
            IReadOnlyList<X509Certificate2> intermediates,
            IReadOnlyList<X509Certificate2> anchors,
            PathPurpose purpose
        ) =>
            ReferenceEquals(Leaf, leaf)
            && Purpose == purpose
            && AreSame(Intermediates, intermediates)
            && AreSame(Anchors, anchors);

        private static bool AreSame(X509Certificate2[] known, IReadOnlyList<X509Certificate2> others)
        {
            for (var i = 0; i < known.Length && i < others.Count; i++)
            {
                if (!ReferenceEquals(known[i], others[i]))
                {
                    return false;
                }
            }
            return known.Length == others.Count;
        }
    }
}
