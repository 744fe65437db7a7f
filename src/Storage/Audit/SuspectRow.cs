// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>A row whose hash isn't that of its content, kept until it is known whether it only stands in the wrong place.</summary>
internal sealed class SuspectRow(RowCursor row, bool isLinked)
{
    private readonly object?[] _values = row.Values();
    private readonly JournalTable _table = row.Table;

    public long Sequence { get; } = row.Sequence;

    /// <summary>
    /// True when it is chained to the row before it as that one stands there: had that one been altered, and its hash and this link
    /// been made anew, it would look the same.
    /// </summary>
    public bool IsLinked { get; } = isLinked;

    public string Table => _table.Name;

    public byte[] PreviousHash { get; } = row.PreviousHash.ToArray();

    public byte[] RowHash { get; } = row.RowHash.ToArray();

    /// <summary>True when it was written as the row of that sequence, with the hashes it has.</summary>
    public bool Was(long sequence, RowHasher hasher) =>
        Hash(sequence, PreviousHash, hasher).AsSpan().SequenceEqual(RowHash);

    /// <summary>True when its content is that of the other row, which kept its hashes.</summary>
    public bool HasContentOf(SuspectRow other, RowHasher hasher) =>
        Hash(other.Sequence, other.PreviousHash, hasher).AsSpan().SequenceEqual(other.RowHash);

    private byte[] Hash(long sequence, byte[] previousHash, RowHasher hasher)
    {
        hasher.Start(_table.NameUtf8).Name(_table.ColumnsUtf8[0]).Integer(sequence);
        for (int i = 1; i < _table.Columns.Length; i++)
        {
            _ = _values[i] switch
            {
                null => hasher,
                long number => hasher.Name(_table.ColumnsUtf8[i]).Integer(number),
                byte[] blob => hasher.Name(_table.ColumnsUtf8[i]).Blob(blob),
                var text => hasher.Name(_table.ColumnsUtf8[i]).Text((string)text),
            };
        }
        return hasher.Finish(previousHash);
    }
}
