// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>What makes a file a journal of this server, and the way from each schema to the next.</summary>
internal static class JournalSchema
{
    /// <summary><c>HBSJ</c> in the file's header (SQLite file format §1.3.10), so that <c>file</c> and we know our own.</summary>
    public const int ApplicationId = 0x4842534A;

    /// <summary>Migration i leads from schema i to i + 1. Released ones never change.</summary>
    private static readonly Migration[] Migrations =
    [
        new(FirstSchema.Sql),
        new(PairSchema.Sql),
        new(StatusSchema.Sql),
        new(ChainSchema.Sql, ChainSchema.Chain, ChainSchema.Then),
        new(IntentSchema.Sql),
        new(DigestSchema.Sql),
    ];

    public static int Version => Migrations.Length;

    /// <summary>The first schema with a chain: archives and backups of it are read as they are.</summary>
    public const int FirstReadable = 4;

    /// <summary>Brings the file to <see cref="Version"/>.</summary>
    /// <exception cref="InvalidDataException">The file is no journal, of a newer schema, or another node's.</exception>
    public static void Ensure(SqliteConnection connection, JournalOptions options, string createdAt)
    {
        EnsureTables(connection, options.Path);
        EnsureNode(connection, options, createdAt);
    }

    /// <summary>As <see cref="Ensure"/>, without saying whose file it is.</summary>
    public static void EnsureTables(SqliteConnection connection, string path)
    {
        CheckApplication(connection, path);
        long version = JournalConnection.Integer(connection, "PRAGMA user_version");
        if (version > Version)
        {
            throw new InvalidDataException(
                $"Journal {path} has schema {version}; this server knows schemas up to {Version}. Use a newer server."
            );
        }
        for (long from = version; from < Version; from++)
        {
            Migrate(connection, (int)from);
        }
    }

    private static void CheckApplication(SqliteConnection connection, string path)
    {
        long application = JournalConnection.Integer(connection, "PRAGMA application_id");
        bool empty = JournalConnection.Integer(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (application != ApplicationId && !(application == 0 && empty))
        {
            throw new InvalidDataException($"{path} is an SQLite file, but not a journal of this server.");
        }
    }

    private static void Migrate(SqliteConnection connection, int from)
    {
        Migration migration = Migrations[from];
        JournalConnection.Execute(connection, "BEGIN IMMEDIATE;");
        try
        {
            JournalConnection.Execute(connection, migration.Sql);
            migration.Step?.Invoke(connection);
            JournalConnection.Execute(
                connection,
                $"{migration.Then} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {from + 1}; COMMIT;"
            );
        }
        catch
        {
            JournalConnection.Rollback(connection);
            throw;
        }
    }

    private static void EnsureNode(SqliteConnection connection, JournalOptions options, string createdAt)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO node (id, created_at) SELECT $id, $at WHERE NOT EXISTS (SELECT 1 FROM node)";
        command.Parameters.AddWithValue("$id", options.NodeId);
        command.Parameters.AddWithValue("$at", createdAt);
        command.ExecuteNonQuery();
        string owner = JournalConnection.Text(connection, "SELECT id FROM node");
        if (owner != options.NodeId)
        {
            throw new InvalidDataException(
                $"Journal {options.Path} belongs to node {owner}; this is node {options.NodeId}. Each node has a file of its own."
            );
        }
    }

    private sealed record Migration(string Sql, Action<SqliteConnection>? Step = null, string Then = "");
}
