// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>
/// Prefixes, local names, namespace names and Ids as small numbers, so that comparing two of them is comparing two
/// integers. The hash is seeded per process: a caller can't choose names that collide. Shared by a document and the
/// fragments spliced into it; not thread-safe.
/// </summary>
internal sealed class NameTable : IDisposable
{
    /// <summary>The empty name: no prefix, no namespace.</summary>
    public const int Empty = 0;

    /// <summary>The prefix <c>xml</c>.</summary>
    public const int Xml = 1;

    /// <summary>The prefix <c>xmlns</c>.</summary>
    public const int Xmlns = 2;

    /// <summary>The namespace name of the prefix <c>xml</c>.</summary>
    public const int XmlNamespace = 3;

    /// <summary>The namespace name of the prefix <c>xmlns</c>.</summary>
    public const int XmlnsNamespace = 4;

    /// <summary>The first and the last of the local names that make an attribute an Id: <c>Id</c>, <c>ID</c>, <c>id</c>.</summary>
    public const int FirstIdName = 5;

    /// <inheritdoc cref="FirstIdName" />
    public const int LastIdName = 7;

    private static readonly ulong s_seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private static readonly ulong s_secret =
        BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    private PooledTable<byte> _bytes = new(1024);
    private PooledTable<Entry> _entries = new(64);
    private PooledTable<int> _buckets;
    private int _mask;
    private string?[]? _strings;

    private NameTable(int size) => MakeBuckets(size);

    /// <summary>A table with the names that have numbers from the start.</summary>
    public static NameTable OfDocument()
    {
        var table = new NameTable(256);
        table.Intern([]);
        table.Intern("xml"u8);
        table.Intern("xmlns"u8);
        table.Intern("http://www.w3.org/XML/1998/namespace"u8);
        table.Intern("http://www.w3.org/2000/xmlns/"u8);
        table.Intern("Id"u8);
        table.Intern("ID"u8);
        table.Intern("id"u8);
        return table;
    }

    /// <summary>A table without any name, for the Ids of a document.</summary>
    public static NameTable OfIds() => new(64);

    public int Count => _entries.Count;

    public ReadOnlySpan<byte> this[int name] => _bytes.Span.Slice(_entries[name].Start, _entries[name].Length);

    /// <summary>The number of the name, which is new when it was not there.</summary>
    public int Intern(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var found = Find(name, hash);
        return found >= 0 ? found : Append(name, hash);
    }

    /// <summary>The number of the name; -1 when it is not in the table.</summary>
    public int Find(ReadOnlySpan<byte> name) => Find(name, Hash(name));

    /// <summary>The name as a string, made once per name.</summary>
    public string Text(int name)
    {
        if (_strings is null || _strings.Length <= name)
        {
            Array.Resize(ref _strings, Math.Max(_entries.Count, name + 1));
        }
        return _strings[name] ??= Encoding.UTF8.GetString(this[name]);
    }

    public void Dispose()
    {
        _bytes.Return();
        _entries.Return();
        _buckets.Return();
        _strings = null;
    }

    private int Find(ReadOnlySpan<byte> name, uint hash)
    {
        for (var entry = _buckets[(int)(hash & (uint)_mask)]; entry >= 0; entry = _entries[entry].Next)
        {
            if (_entries[entry].Hash == hash && this[entry].SequenceEqual(name))
            {
                return entry;
            }
        }
        return -1;
    }

    private int Append(ReadOnlySpan<byte> name, uint hash)
    {
        var start = _bytes.Count;
        _bytes.Add(name);
        ref var bucket = ref _buckets[(int)(hash & (uint)_mask)];
        _entries.Add() = new Entry(start, name.Length, hash, bucket);
        bucket = _entries.Count - 1;
        if (_entries.Count > _mask)
        {
            MakeBuckets((_mask + 1) * 4);
        }
        return _entries.Count - 1;
    }

    private void MakeBuckets(int size)
    {
        if (_mask > 0)
        {
            _buckets.Return();
        }
        _buckets = new PooledTable<int>(size);
        _buckets.Fill(-1, size);
        _mask = size - 1;
        for (var i = 0; i < _entries.Count; i++)
        {
            ref var bucket = ref _buckets[(int)(_entries[i].Hash & (uint)_mask)];
            _entries[i] = _entries[i] with { Next = bucket };
            bucket = i;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        unchecked
        {
            var hash = s_seed ^ (ulong)name.Length;
            for (; name.Length > 8; name = name[8..])
            {
                hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
            }
            hash = Mix(hash ^ Last(name));
            return (uint)(hash ^ (hash >> 32));
        }
    }

    // at most eight bytes, by few loads that may overlap: with the length no two names give the same
    private static ulong Last(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            8 => BinaryPrimitives.ReadUInt64LittleEndian(name),
            >= 4 => BinaryPrimitives.ReadUInt32LittleEndian(name)
                | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) << 32),
            > 0 => name[0] | ((ulong)name[name.Length / 2] << 8) | ((ulong)name[^1] << 16),
            _ => 0,
        };

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, s_secret, out var low);
        return high ^ low;
    }

    private readonly record struct Entry(int Start, int Length, uint Hash, int Next);
}
