// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>A prepared INSERT whose values are given in the order of its columns, over and over.</summary>
internal sealed class InsertStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private int _next;

    public InsertStatement(
        SqliteConnection connection,
        string table,
        IReadOnlyList<string> columns,
        string verb = "INSERT"
    )
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            $"{verb} INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(static c => '$' + c))})";
        foreach (string column in columns)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = '$' + column, Value = DBNull.Value });
        }
        _command.Prepare();
    }

    /// <summary>Begins with the first column.</summary>
    public InsertStatement Start()
    {
        _next = 0;
        return this;
    }

    public InsertStatement Add(long value) => Put(value);

    public InsertStatement Add(string? value) => Put((object?)value ?? DBNull.Value);

    /// <summary>Empty memory is an empty blob, not NULL. An array that is used whole is not copied.</summary>
    public InsertStatement Add(ReadOnlyMemory<byte> value) =>
        Put(
            MemoryMarshal.TryGetArray(value, out ArraySegment<byte> part) && part.Array!.Length == part.Count
                ? part.Array
                : value.ToArray()
        );

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

    public void Dispose() => _command.Dispose();

    private InsertStatement Put(object value)
    {
        _command.Parameters[_next++].Value = value;
        return this;
    }
}
