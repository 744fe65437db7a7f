// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Opens a journal that belongs to somebody else: a running node, a backup, an archive on a medium that can't be written.</summary>
internal static class ReadOnlyJournal
{
    /// <summary>Opens it; the connection is the caller's.</summary>
    /// <exception cref="IOException">The file isn't there or can't be opened.</exception>
    /// <exception cref="InvalidDataException">It is no journal of this server, or of another schema.</exception>
    public static SqliteConnection Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no journal {path}.", path);
        }
        try
        {
            // What lies beside the journal lies beside the file, not beside a link to it.
            path = RealPath.Of(path);
            return IsNobodys(path) ? OpenImmutable(path) : TryOpen(path) ?? OpenImmutable(path);
        }
        catch (SqliteException failure)
        {
            throw failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT
                ? new InvalidDataException($"{path} is no journal, or is damaged: {failure.Message}", failure)
                : new IOException($"{path} can't be opened: {failure.Message}", failure);
        }
    }

    /// <summary>A node at work has its lock file and its WAL beside the journal. A copy has neither, and gets none by being read.</summary>
    private static bool IsNobodys(string path) => !File.Exists(path + ".lock") && !File.Exists(path + "-wal");

    /// <summary>Null when SQLite can't make the shared memory that WAL needs.</summary>
    private static SqliteConnection? TryOpen(string path)
    {
        SqliteConnection connection = JournalConnection.OpenReader(
            new JournalOptions { Path = path, NodeId = "reader" }
        );
        try
        {
            Check(connection, path);
            return connection;
        }
        catch (SqliteException failure)
            when (failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY
                && !File.Exists(path + "-wal")
            )
        {
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Nobody can write where even shared memory can't be made, so SQLite may leave out its locks.</summary>
    private static SqliteConnection OpenImmutable(string path)
    {
        SqliteConnection connection = JournalConnection.OpenImmutable(path);
        try
        {
            Check(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Check(SqliteConnection connection, string path)
    {
        long application = JournalConnection.Integer(connection, "PRAGMA application_id");
        long version = JournalConnection.Integer(connection, "PRAGMA user_version");
        if (application != JournalSchema.ApplicationId)
        {
            throw new InvalidDataException($"{path} is no journal of this server.");
        }
        if (version is < JournalSchema.FirstReadable || version > JournalSchema.Version)
        {
            throw new InvalidDataException(
                $"Journal {path} has schema {version}, this server reads schemas {JournalSchema.FirstReadable} to {JournalSchema.Version}: open it with its own, or start the node once."
            );
        }
        _ = JournalConnection.Integer(connection, "SELECT count(*) FROM node");
    }
}
