// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>A prepared INSERT whose values are given in the order of its columns, over and over.</summary>
internal sealed class InsertStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly ChainLink? _chain;
    private int _next;

    public InsertStatement(
        SqliteConnection connection,
        string table,
        IReadOnlyList<string> columns,
        string verb = "INSERT",
        string then = ""
    )
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            $"{verb} INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(static c => '$' + c))}) {then}";
        foreach (string column in columns)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = '$' + column, Value = DBNull.Value });
        }
        _command.Prepare();
    }

    /// <summary>An INSERT of rows that are chained: the hashes are added to what is given.</summary>
    public InsertStatement(SqliteConnection connection, JournalTable table, RowHasher hasher)
        : this(connection, table.Name, [.. table.Columns, "previous_hash", "row_hash"]) =>
        _chain = new ChainLink(table, hasher);

    /// <summary>Begins with the first column.</summary>
    public InsertStatement Start()
    {
        _next = 0;
        _chain?.Start();
        return this;
    }

    public InsertStatement Add(long value)
    {
        _chain?.Add(_next, value);
        return Put(value);
    }

    public InsertStatement Add(string? value)
    {
        if (value is null)
        {
            return Put(DBNull.Value);
        }
        _chain?.Add(_next, value);
        return Put(value);
    }

    /// <summary>Empty memory is an empty blob, not NULL. An array that is used whole is not copied.</summary>
    public InsertStatement Add(ReadOnlyMemory<byte> value)
    {
        _chain?.Add(_next, value.Span);
        return Put(
            MemoryMarshal.TryGetArray(value, out ArraySegment<byte> part) && part.Array!.Length == part.Count
                ? part.Array
                : value.ToArray()
        );
    }

    /// <summary>Empty memory is NULL.</summary>
    public InsertStatement AddOptional(ReadOnlyMemory<byte> value) => value.IsEmpty ? Put(DBNull.Value) : Add(value);

    public void Execute()
    {
        if (_next != _command.Parameters.Count)
        {
            throw new InvalidOperationException($"{_next} values for {_command.Parameters.Count} columns.");
        }
        _command.ExecuteNonQuery();
    }

    /// <summary>Writes the row behind the one of that hash; gives its own.</summary>
    public byte[] Execute(byte[] previousHash)
    {
        byte[] rowHash = _chain!.Finish(previousHash);
        Put(previousHash).Put(rowHash).Execute();
        return rowHash;
    }

    public void Dispose() => _command.Dispose();

    private InsertStatement Put(object value)
    {
        _command.Parameters[_next++].Value = value;
        return this;
    }

    private sealed class ChainLink(JournalTable table, RowHasher hasher)
    {
        public void Start() => hasher.Start(table.NameUtf8);

        public void Add(int column, long value) => hasher.Name(table.ColumnsUtf8[column]).Integer(value);

        public void Add(int column, string value) => hasher.Name(table.ColumnsUtf8[column]).Text(value);

        public void Add(int column, ReadOnlySpan<byte> value) => hasher.Name(table.ColumnsUtf8[column]).Blob(value);

        public byte[] Finish(byte[] previousHash) => hasher.Finish(previousHash);
    }
}
