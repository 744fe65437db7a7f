// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// A prepared INSERT whose values are given in the order of its columns, over and over. What is hashed is what is bound: the same bytes.
/// Rows that follow each other share most of their texts (tenant, node, caller, identity, times): those stay bound, as bytes.
/// </summary>
internal sealed class InsertStatement : IDisposable
{
    private readonly Statement _statement;
    private readonly JournalTable? _table;
    private readonly RowHasher? _hasher;
    private readonly BoundText[] _texts;
    private int _next;

    public InsertStatement(
        SqliteConnection connection,
        string table,
        IReadOnlyList<string> columns,
        string verb = "INSERT",
        string then = ""
    )
    {
        _statement = new Statement(
            connection,
            $"{verb} INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(static _ => "?"))}) {then}"
        );
        _texts = new BoundText[_statement.Parameters];
    }

    /// <summary>An INSERT of rows that are chained: the hashes are added to what is given.</summary>
    public InsertStatement(SqliteConnection connection, JournalTable table, RowHasher hasher)
        : this(connection, table.Name, [.. table.Columns, "previous_hash", "row_hash"]) =>
        (_table, _hasher) = (table, hasher);

    /// <summary>Begins with the first column.</summary>
    public InsertStatement Start()
    {
        _next = 0;
        if (_table is not null)
        {
            _hasher!.Start(_table.NameUtf8);
        }
        return this;
    }

    public InsertStatement Add(long value)
    {
        Named()?.Integer(value);
        _texts[_next].Clear();
        _statement.Bind(_next++, value);
        return this;
    }

    /// <summary>Null is NULL, which is not hashed.</summary>
    public InsertStatement Add(string? value)
    {
        if (value is null)
        {
            return AddNull();
        }
        ref BoundText text = ref _texts[_next];
        if (!text.Is(value))
        {
            text.Encode(value);
            _statement.BindText(_next, text.Utf8);
            text.Bound(value);
        }
        Named()?.Text(text.Utf8);
        _next++;
        return this;
    }

    /// <summary>Empty memory is an empty blob, not NULL.</summary>
    public InsertStatement Add(ReadOnlyMemory<byte> value)
    {
        Named()?.Blob(value.Span);
        _texts[_next].Clear();
        _statement.BindBlob(_next++, value.Span);
        return this;
    }

    /// <summary>Empty memory is NULL.</summary>
    public InsertStatement AddOptional(ReadOnlyMemory<byte> value) => value.IsEmpty ? AddNull() : Add(value);

    public void Execute()
    {
        if (_next != _statement.Parameters)
        {
            throw new InvalidOperationException($"{_next} values for {_statement.Parameters} columns.");
        }
        _statement.Run();
    }

    /// <summary>Writes the row behind the one of that hash; gives its own.</summary>
    public byte[] Execute(byte[] previousHash)
    {
        byte[] rowHash = _hasher!.Finish(previousHash);
        _statement.BindBlob(_next++, previousHash);
        _statement.BindBlob(_next++, rowHash);
        Execute();
        return rowHash;
    }

    public void Dispose() => _statement.Dispose();

    private InsertStatement AddNull()
    {
        _texts[_next].Clear();
        _statement.BindNull(_next++);
        return this;
    }

    // Null where nothing is hashed.
    private RowHasher? Named() => _hasher?.Name(_table!.ColumnsUtf8[_next]);
}
