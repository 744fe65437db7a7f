// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// A statement that is prepared once and run over and over by one thread. Not a <see cref="SqliteCommand"/>: that looks each
/// parameter up by its name, boxes its value and makes a reader for every run, which costs more than SQLite's own work on a row.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        Parameters = raw.sqlite3_bind_parameter_count(_statement);
    }

    /// <summary>How many parameters there are; the first one is 0.</summary>
    public int Parameters { get; }

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter + 1, value));

    /// <summary>Empty memory is an empty blob, not NULL. The bytes are copied.</summary>
    public void BindBlob(int parameter, ReadOnlySpan<byte> value) =>
        Check(
            value.IsEmpty
                ? raw.sqlite3_bind_zeroblob(_statement, parameter + 1, 0)
                : raw.sqlite3_bind_blob(_statement, parameter + 1, value)
        );

    /// <summary>Empty memory is an empty text, not NULL. The bytes are copied.</summary>
    public void BindText(int parameter, ReadOnlySpan<byte> utf8) =>
        Check(
            utf8.IsEmpty
                ? raw.sqlite3_bind_text(_statement, parameter + 1, "")
                : raw.sqlite3_bind_text(_statement, parameter + 1, utf8)
        );

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(_statement, parameter + 1));

    /// <summary>Runs it; what was bound stays bound.</summary>
    /// <returns>True when it gave a row. Its values, and rows behind it, are not looked at.</returns>
    /// <exception cref="SqliteException">SQLite refused, or failed.</exception>
    public bool Run()
    {
        try
        {
            int result = raw.sqlite3_step(_statement);
            Check(result);
            return result == raw.SQLITE_ROW;
        }
        finally
        {
            // It repeats the fault of the step.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    // OK, ROW and DONE are no faults.
    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
