// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>
/// As much of evidence records (RFC 4998) as it takes to judge the tokens in them: each timestamp has to be intact over
/// the root of its reduced hash tree, and each tree has to hold what came before it.
/// </summary>
internal sealed class EvidenceRecord
{
    private static readonly Asn1Tag DigestTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag TreeTag = new(TagClass.ContextSpecific, 2, isConstructed: true);

    private readonly List<(ReadOnlyMemory<byte> Encoded, List<Stamp> Stamps)> _chains = [];

    public EvidenceRecord(ReadOnlyMemory<byte> encoded)
    {
        var record = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        record.ReadInteger();
        record.ReadSequence();
        while (record.PeekTag().TagClass == TagClass.ContextSpecific)
        {
            record.ReadEncodedValue();
        }

        var sequence = record.ReadSequence();
        while (sequence.HasData)
        {
            var chain = sequence.PeekEncodedValue();
            var stamps = new List<Stamp>();
            for (var reader = sequence.ReadSequence(); reader.HasData; )
            {
                stamps.Add(new Stamp(reader.ReadSequence()));
            }

            _chains.Add((chain, stamps));
        }
    }

    public IEnumerable<ReadOnlyMemory<byte>> Tokens => _chains.SelectMany(c => c.Stamps).Select(s => s.Token);

    /// <summary>Null when the record proves the data, else what is wrong. Without data, its place in the trees is not asked for.</summary>
    public string? Fault(byte[]? data, Func<ReadOnlyMemory<byte>, byte[], bool> isIntactOver)
    {
        for (var c = 0; c < _chains.Count; c++)
        {
            var stamps = _chains[c].Stamps;
            var digest = stamps[0].Digest;
            var expected = data is null ? null : CryptographicOperations.HashData(digest, data);
            if (c > 0 && expected is not null)
            {
                // RFC 4998 §5.3: the new tree is over the data's digest together with that of all older chains.
                var older = Digest(digest, _chains.Take(c).Select(o => o.Encoded));
                expected = CryptographicOperations.HashData(digest, [.. expected, .. older]);
            }

            for (var s = 0; s < stamps.Count; s++)
            {
                if (s > 0)
                {
                    expected = CryptographicOperations.HashData(digest, stamps[s - 1].Token.Span);
                }

                if (stamps[s].Root(expected) is not { } root)
                {
                    return $"chain {c}, timestamp {s}: the tree does not hold what it should";
                }

                if (!isIntactOver(stamps[s].Token, root))
                {
                    return $"chain {c}, timestamp {s}: the token is not intact over the tree";
                }
            }
        }

        return null;
    }

    private static byte[] Digest(HashAlgorithmName digest, IEnumerable<ReadOnlyMemory<byte>> chains)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            foreach (var chain in chains)
            {
                writer.WriteEncodedValue(chain.Span);
            }
        }

        return CryptographicOperations.HashData(digest, writer.Encode());
    }

    internal sealed class Stamp
    {
        private readonly List<List<byte[]>> _tree = [];

        public Stamp(AsnReader reader)
        {
            AlgorithmIdentifier? digest = null;
            while (reader.PeekTag().TagClass == TagClass.ContextSpecific)
            {
                if (reader.PeekTag().HasSameClassAndValue(DigestTag))
                {
                    digest = AlgorithmIdentifier.Read(reader, DigestTag);
                }
                else if (reader.PeekTag().HasSameClassAndValue(TreeTag))
                {
                    ReadTree(reader.ReadSequence(TreeTag));
                }
                else
                {
                    reader.ReadEncodedValue();
                }
            }

            Token = reader.ReadEncodedValue();
            var info = ParsedToken.Decode(Token, TokenStrictness.Lenient).Info;
            Digest = digest?.Digest ?? info.Digest!.Value;
            Imprint = info.HashedMessage;
        }

        public ReadOnlyMemory<byte> Token { get; }

        public ReadOnlyMemory<byte> Imprint { get; }

        public HashAlgorithmName Digest { get; }

        /// <summary>The root over a leaf (RFC 4998 §4.3); null when the first list doesn't hold the leaf.</summary>
        public byte[]? Root(byte[]? leaf)
        {
            if (_tree.Count == 0)
            {
                return leaf;
            }

            if (leaf is not null && !_tree[0].Exists(h => h.AsSpan().SequenceEqual(leaf)))
            {
                return null;
            }

            byte[]? root = null;
            foreach (var list in _tree)
            {
                var hashes = root is null ? list : [.. list, root];
                hashes.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
                root =
                    hashes.Count == 1
                        ? hashes[0]
                        : CryptographicOperations.HashData(Digest, [.. hashes.SelectMany(h => h)]);
            }

            return root;
        }

        private void ReadTree(AsnReader tree)
        {
            while (tree.HasData)
            {
                var list = new List<byte[]>();
                for (var reader = tree.ReadSequence(); reader.HasData; )
                {
                    list.Add(reader.ReadOctetString());
                }

                _tree.Add(list);
            }
        }
    }
}
