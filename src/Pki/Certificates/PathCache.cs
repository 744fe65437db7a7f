// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Verdicts on paths. A verdict can only change when a certificate that takes part begins or ends, so one is kept
/// together with the stretch of time between the nearest such moments, and is exact within it: for failures too. Anybody can
/// bring certificates, so what is kept has a bound in octets as well; when full it starts anew.
/// </summary>
/// <param name="capacity">Most verdicts.</param>
internal sealed class PathCache(int capacity)
{
    /// <summary>Octets of a leaf and its issuers over which a verdict is not remembered.</summary>
    public const int MaxQuestion = 64 << 10;

    /// <summary>Octets of all paths that are remembered.</summary>
    public const long MaxKept = 32 << 20;

    private const int MetPaths = 1024;

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();

    // in front of the entries: the same certificate objects again need not be digested. One path for each place.
    private readonly MetPath?[] _met = new MetPath?[capacity == 0 ? 0 : MetPaths];

    private long _kept;

    /// <summary>Octets of all paths that are remembered.</summary>
    public long KeptOctets => Interlocked.Read(ref _kept);

    /// <summary>What is remembered of the very same certificate objects; null when nothing is that holds at that time.</summary>
    public PathValidationResult? FindMet(PathQuestion given) =>
        capacity > 0
        && Volatile.Read(ref PlaceOf(given.Leaf)) is { } met
        && met.Is(given)
        && met.Entry.Covers(given.Time)
            ? met.Entry.Result
            : null;

    /// <summary>What is remembered; null when nothing is that holds at that time.</summary>
    /// <param name="question">With those certificates that may be issuers on the path, and no other.</param>
    /// <param name="given">The same with all that were given.</param>
    public PathValidationResult? Find(PathQuestion question, PathQuestion given)
    {
        if (
            capacity == 0
            || LengthOf(question) > MaxQuestion
            || !_entries.TryGetValue(KeyOf(question), out var entry)
            || !entry.Covers(question.Time)
        )
        {
            return null;
        }

        Meet(given, entry);
        return entry.Result;
    }

    /// <summary>Remembers a verdict.</summary>
    /// <param name="question">With those certificates that may be issuers on the path, and no other.</param>
    /// <param name="given">The same with all that were given.</param>
    /// <param name="result">The verdict.</param>
    public void Add(PathQuestion question, PathQuestion given, PathValidationResult result)
    {
        if (capacity == 0 || LengthOf(question) > MaxQuestion)
        {
            return;
        }

        var length = LengthOf(result);
        if (_entries.Count >= capacity || KeptOctets + length > MaxKept)
        {
            _entries.Clear();
            Array.Clear(_met);
            Interlocked.Exchange(ref _kept, 0);
        }

        var entry = EntryAround(question, result);
        var key = KeyOf(question);
        var before = _entries.TryGetValue(key, out var replaced) ? LengthOf(replaced.Result) : 0;
        _entries[key] = entry;
        Interlocked.Add(ref _kept, length - before);
        Meet(given, entry);
    }

    // Only what passed: it holds the objects of all certificates that were given, and those of others anybody can bring.
    private void Meet(PathQuestion given, Entry entry)
    {
        if (entry.Result.Passed && LengthOf(given) <= MaxQuestion)
        {
            var met = new MetPath(
                given with
                {
                    Intermediates = [.. given.Intermediates],
                    Anchors = [.. given.Anchors],
                },
                entry
            );
            Volatile.Write(ref PlaceOf(given.Leaf), met);
        }
    }

    private ref MetPath? PlaceOf(X509Certificate2 leaf) =>
        ref _met[RuntimeHelpers.GetHashCode(leaf) & (_met.Length - 1)];

    private static long LengthOf(PathQuestion question)
    {
        long length = question.Leaf.RawDataMemory.Length;
        for (var i = 0; i < question.Intermediates.Count; i++)
        {
            length += question.Intermediates[i].RawDataMemory.Length;
        }

        return length;
    }

    private static long LengthOf(PathValidationResult result) =>
        result.Path.Sum(static c => (long)c.RawDataMemory.Length);

    private static Entry EntryAround(PathQuestion question, PathValidationResult result)
    {
        var (time, from, until) = (question.Time, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        X509Certificate2[] certificates = [question.Leaf, .. question.Intermediates, .. question.Anchors];
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

    private static Key KeyOf(PathQuestion question)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, question.Leaf);
        hash.AppendData([(byte)question.Purpose]);
        foreach (var intermediate in question.Intermediates)
        {
            Append(hash, intermediate);
        }

        hash.AppendData([0xFF]);
        foreach (var anchor in question.Anchors)
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
    private sealed record MetPath(PathQuestion Question, Entry Entry)
    {
        public bool Is(PathQuestion other) =>
            ReferenceEquals(Question.Leaf, other.Leaf)
            && Question.Purpose == other.Purpose
            && AreSame(Question.Intermediates, other.Intermediates)
            && AreSame(Question.Anchors, other.Anchors);

        private static bool AreSame(IReadOnlyList<X509Certificate2> known, IReadOnlyList<X509Certificate2> others)
        {
            for (var i = 0; i < known.Count && i < others.Count; i++)
            {
                if (!ReferenceEquals(known[i], others[i]))
                {
                    return false;
                }
            }
            return known.Count == others.Count;
        }
    }
}
