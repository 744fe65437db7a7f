// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Runtime.CompilerServices;

namespace HocBaSo.Signing.Xml.Syntax;

/// <summary>A growing array from the shared pool. A mutable struct: keep it in a field, never copy it.</summary>
internal struct PooledTable<T>(int capacity)
    where T : struct
{
    private T[] _items = ArrayPool<T>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public readonly ref T this[int index] => ref _items[index];

    public readonly Span<T> Span => _items.AsSpan(0, Count);

    /// <summary>Adds many.</summary>
    public void Add(ReadOnlySpan<T> items)
    {
        while (items.Length > _items.Length - Count)
        {
            Grow();
        }
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    /// <summary>Adds so many copies of one item.</summary>
    public void Fill(T item, int count)
    {
        while (count > _items.Length - Count)
        {
            Grow();
        }
        _items.AsSpan(Count, count).Fill(item);
        Count += count;
    }

    /// <summary>The new item, which holds whatever the pool left there: set every field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Add()
    {
        var items = _items;
        var count = Count;
        if ((uint)count < (uint)items.Length)
        {
            Count = count + 1;
            return ref items[count];
        }
        return ref AddToFull();
    }

    public void Add(in T item) => Add() = item;

    public T Pop() => _items[--Count];

    public void Clear() => Count = 0;

    /// <summary>Gives the array back; the table must not be used afterwards.</summary>
    public void Return()
    {
        var items = _items;
        _items = [];
        Count = 0;
        if (items is { Length: > 0 })
        {
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref T AddToFull()
    {
        Grow();
        return ref _items[Count++];
    }

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(16, _items.Length * 2));
        _items.AsSpan(0, Count).CopyTo(larger);
        if (_items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
        _items = larger;
    }
}
