// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The rows of one table by sequence, read as SQLite stores them: text as its bytes, so that what isn't UTF-8 can't pass for something
/// that is, and nothing is copied to be hashed.
/// </summary>
internal sealed class RowCursor : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;
    private readonly sqlite3_stmt _row;

    public RowCursor(SqliteConnection connection, JournalTable table, long? after, long through)
    {
        Table = table;
        _command = connection.CreateCommand();
        IReadOnlyList<string> missing = table.MissingIn(connection);
        IEnumerable<string> columns = table.Columns.Select(name => missing.Contains(name) ? "NULL" : name);
        _command.CommandText =
            $"SELECT {string.Join(", ", columns)}, previous_hash, row_hash FROM {table.Name} WHERE {(after is null ? "" : "sequence > $after AND ")}sequence <= $through ORDER BY sequence";
        if (after is { } bound)
        {
            _command.Parameters.AddWithValue("$after", bound);
        }
        _command.Parameters.AddWithValue("$through", through);
        _reader = _command.ExecuteReader();
        _row = _reader.Handle!;
    }

    public JournalTable Table { get; }

    public long Sequence { get; private set; }

    /// <summary>As it stands in the row; empty for none.</summary>
    public ReadOnlySpan<byte> PreviousHash => raw.sqlite3_column_blob(_row, Table.Columns.Length);

    /// <summary>As it stands in the row; empty for none.</summary>
    public ReadOnlySpan<byte> RowHash => raw.sqlite3_column_blob(_row, Table.Columns.Length + 1);

    public bool Read()
    {
        if (!_reader.Read())
        {
            return false;
        }
        Sequence = raw.sqlite3_column_int64(_row, 0);
        return true;
    }

    /// <summary>What the row hashes to, behind the row of that hash.</summary>
    public byte[] Hash(RowHasher hasher, ReadOnlySpan<byte> previousHash)
    {
        hasher.Start(Table.NameUtf8);
        for (int i = 0; i < Table.Columns.Length; i++)
        {
            int type = raw.sqlite3_column_type(_row, i);
            if (type != raw.SQLITE_NULL)
            {
                Add(hasher.Name(Table.ColumnsUtf8[i]), i, type);
            }
        }
        return hasher.Finish(previousHash);
    }

    /// <summary>The row's bytes of a column, without a copy; valid until <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_row, column);

    /// <summary>A copy of the row's values: <see cref="long"/>, <see cref="string"/>, <c>byte[]</c> or null; the two hashes last.</summary>
    public object?[] Values()
    {
        object?[] values = new object?[Table.Columns.Length + 2];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = raw.sqlite3_column_type(_row, i) switch
            {
                raw.SQLITE_NULL => null,
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_row, i),
                raw.SQLITE_TEXT => Encoding.UTF8.GetString(Bytes(i)),
                _ => Bytes(i).ToArray(),
            };
        }
        return values;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    // STRICT tables hold integers, text and blobs; anything else was forced in, and hashes to what no row ever had.
    private void Add(RowHasher hasher, int column, int type)
    {
        switch (type)
        {
            case raw.SQLITE_INTEGER:
                hasher.Integer(raw.sqlite3_column_int64(_row, column));
                break;
            case raw.SQLITE_TEXT:
                hasher.Text(Bytes(column));
                break;
            default:
                hasher.Blob(Bytes(column));
                break;
        }
    }
}
