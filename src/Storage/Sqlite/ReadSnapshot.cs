// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HocBaSo.Signing.Storage;

/// <summary>One view of the file for all statements until it is disposed; inside of a transaction that runs it is that one's.</summary>
internal sealed class ReadSnapshot : IDisposable
{
    private readonly SqliteConnection? _connection;

    public ReadSnapshot(SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) != 0)
        {
            JournalConnection.Execute(connection, "BEGIN;");
            _connection = connection;
        }
    }

    public void Dispose()
    {
        if (_connection is not null)
        {
            JournalConnection.Rollback(_connection);
        }
    }
}
