// SPDX-License-Identifier: Apache-2.0
using System.Collections;

namespace Grpc.Core;

/// <summary>
/// The headers or trailers of a call: an ordered list in which a key may stand more than once.
/// A key that ends in <see cref="BinaryHeaderSuffix"/> has bytes as its value, any other key has ASCII text.
/// </summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>The suffix of every key whose value is bytes.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Metadata without entries; it cannot be changed.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> entries = [];

    /// <summary>Makes metadata without entries.</summary>
    public Metadata()
        : this(isReadOnly: false) { }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    /// <summary>The number of entries.</summary>
    public int Count => entries.Count;

    /// <summary>Whether any change throws <see cref="InvalidOperationException"/>.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The entry at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <exception cref="InvalidOperationException">Set on read-only metadata.</exception>
    public Entry this[int index]
    {
        get => entries[index];
        set => Writable()[index] = NotNull(value);
    }

    /// <summary>The last entry with a key, or null.</summary>
    /// <param name="key">The key, in lower case.</param>
    public Entry? Get(string key) => entries.FindLast(entry => entry.Key == key);

    /// <summary>The text of the last entry with a key, or null.</summary>
    /// <param name="key">The key, in lower case.</param>
    /// <exception cref="InvalidOperationException">The value is bytes.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry with a key, or null.</summary>
    /// <param name="key">The key, in lower case.</param>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>All entries with a key, in their order.</summary>
    /// <param name="key">The key, in lower case.</param>
    public IEnumerable<Entry> GetAll(string key) => entries.Where(entry => entry.Key == key);

    /// <summary>Appends an entry.</summary>
    /// <param name="item">The entry.</param>
    public void Add(Entry item) => Writable().Add(NotNull(item));

    /// <summary>Appends an entry of text.</summary>
    /// <param name="key">The key; it must not end in <see cref="BinaryHeaderSuffix"/>.</param>
    /// <param name="value">The text, ASCII.</param>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Appends an entry of bytes.</summary>
    /// <param name="key">The key; it must end in <see cref="BinaryHeaderSuffix"/>.</param>
    /// <param name="valueBytes">The bytes; they are copied.</param>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc/>
    public void Insert(int index, Entry item) => Writable().Insert(index, NotNull(item));

    /// <inheritdoc/>
    public bool Remove(Entry item) => Writable().Remove(item);

    /// <inheritdoc/>
    public void RemoveAt(int index) => Writable().RemoveAt(index);

    /// <inheritdoc/>
    public void Clear() => Writable().Clear();

    /// <inheritdoc/>
    public int IndexOf(Entry item) => entries.IndexOf(item);

    /// <inheritdoc/>
    public bool Contains(Entry item) => entries.Contains(item);

    /// <inheritdoc/>
    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<Entry> Writable() =>
        IsReadOnly ? throw new InvalidOperationException("This metadata is read-only.") : entries;

    private static Entry NotNull(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry;
    }
}
