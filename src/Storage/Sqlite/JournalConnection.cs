// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HocBaSo.Signing.Storage;

/// <summary>Opens connections with the settings that durability rests on.</summary>
internal static class JournalConnection
{
    private const int PageSize = 4096;

    // A connection is used by one thread at a time, and nobody asks how much memory SQLite has: without its own mutexes and its
    // statistics the threads that read don't wait for the one that writes. It is refused where SQLite is in use already: fine too.
    static JournalConnection()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>The writer's connection: WAL, and an fsync in every commit.</summary>
    public static SqliteConnection OpenWriter(JournalOptions options)
    {
        RequireContent(options.Path);
        PrivateFile.Ensure(options.Path);
        SqliteConnection connection = Open(options, SqliteOpenMode.ReadWrite);
        try
        {
            string mode = Text(connection, "PRAGMA journal_mode = WAL");
            if (mode != "wal")
            {
                throw new InvalidDataException($"Journal {options.Path} cannot use WAL here (mode {mode}).");
            }
            Execute(connection, "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;");
            Execute(connection, "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384;");
            if (options.MaxFileBytes > 0)
            {
                Execute(connection, $"PRAGMA max_page_count = {options.MaxFileBytes / PageSize};");
            }
            return connection;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            connection.Dispose();
            throw new InvalidDataException(
                $"{options.Path} is no SQLite file, or is damaged: {failure.Message}",
                failure
            );
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection for look-ups.</summary>
    public static SqliteConnection OpenReader(JournalOptions options) => Open(options, SqliteOpenMode.ReadOnly);

    /// <summary>A connection to an archive that is being made: one file, without WAL, so that it can be read from anywhere.</summary>
    public static SqliteConnection OpenArchive(string path)
    {
        SqliteConnection connection = Open(
            new JournalOptions { Path = path, NodeId = "archive" },
            SqliteOpenMode.ReadWrite
        );
        Execute(connection, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;");
        return connection;
    }

    /// <summary>A connection to a file that nobody writes, without locks and without shared memory.</summary>
    public static SqliteConnection OpenImmutable(string path)
    {
        string escaped = Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal);
        return Open(
            new JournalOptions { Path = $"file://{escaped}?immutable=1", NodeId = "reader" },
            SqliteOpenMode.ReadOnly
        );
    }

    /// <summary>
    /// Runs statements, one after the other. Not through <see cref="SqliteCommand"/>: behind a statement that has columns, as PRAGMA and
    /// ALTER TABLE may, it keeps the faults of those that follow to itself.
    /// </summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        int result = raw.sqlite3_exec(connection.Handle, sql, null, null, out string? message);
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(
                message ?? "SQLite failed.",
                result & 0xFF,
                raw.sqlite3_extended_errcode(connection.Handle)
            );
        }
    }

    /// <summary>Undoes the transaction, unless the fault that calls for it has done so already.</summary>
    public static void Rollback(SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Execute(connection, "ROLLBACK;");
        }
    }

    /// <summary>
    /// Does work, with transactions of its own, that parts an intent from its outcome: they may lie on two sides of an archive's end,
    /// and the audit of the chain is what counts there.
    /// </summary>
    public static void WithoutForeignKeys(SqliteConnection connection, Action work)
    {
        Execute(connection, "PRAGMA foreign_keys = OFF;");
        try
        {
            work();
        }
        finally
        {
            Rollback(connection);
            Execute(connection, "PRAGMA foreign_keys = ON;");
        }
    }

    public static long Integer(SqliteConnection connection, string sql) =>
        Convert.ToInt64(Scalar(connection, sql), CultureInfo.InvariantCulture);

    public static string Text(SqliteConnection connection, string sql) =>
        Convert.ToString(Scalar(connection, sql), CultureInfo.InvariantCulture) ?? "";

    /// <summary>True for what a bad file, disk or directory causes; false for a defect of ours.</summary>
    public static bool IsStorageFailure(Exception failure) =>
        failure is SqliteException or IOException or InvalidDataException or UnauthorizedAccessException;

    // A disk that was full, or a copy that failed, leaves it: taken for a new file it would forget what was signed and revoked.
    private static void RequireContent(string path)
    {
        FileInfo wal = new(path + "-wal");
        if (new FileInfo(path) is { Exists: true, Length: 0 } && !(wal.Exists && wal.Length > 0))
        {
            throw new InvalidDataException(
                $"{path} is empty: it was cut off, or its first start was. Restore it from a backup; delete it only when this node has never signed."
            );
        }
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static SqliteConnection Open(JournalOptions options, SqliteOpenMode mode)
    {
        SqliteConnectionStringBuilder builder = new()
        {
            DataSource = options.Path,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
        };
        SqliteConnection connection = new(builder.ConnectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};");
            Execute(connection, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
