// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>What makes a file a catalog of this server. Times as in the journal: ISO 8601 in UTC with seven decimals.</summary>
internal static class CatalogSchema
{
    /// <summary><c>HBSC</c> in the file's header.</summary>
    public const int ApplicationId = 0x48425343;

    private const string First = """
        CREATE TABLE identity (
          tenant TEXT NOT NULL,
          id TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
          school TEXT NOT NULL,
          is_configured INTEGER NOT NULL CHECK (is_configured IN (0, 1)),
          revision INTEGER NOT NULL CHECK (revision >= 1),
          content_digest BLOB NOT NULL,
          PRIMARY KEY (tenant, id)
        ) STRICT;

        CREATE TABLE identity_role (
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          position INTEGER NOT NULL,
          role TEXT NOT NULL,
          subjects TEXT NOT NULL,
          PRIMARY KEY (tenant, identity_id, position),
          FOREIGN KEY (tenant, identity_id) REFERENCES identity (tenant, id)
        ) STRICT;

        CREATE TABLE version (
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          number INTEGER NOT NULL CHECK (number >= 1),
          state TEXT NOT NULL,
          key_uri TEXT NOT NULL,
          created_at TEXT NOT NULL,
          changed_at TEXT NOT NULL,
          certificate_request BLOB NOT NULL,
          activate_at TEXT,
          resume_state TEXT,
          reason TEXT,
          PRIMARY KEY (tenant, identity_id, number),
          FOREIGN KEY (tenant, identity_id) REFERENCES identity (tenant, id)
        ) STRICT;

        CREATE UNIQUE INDEX one_active_version ON version (tenant, identity_id) WHERE state = 'active';

        CREATE TABLE certificate (
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          number INTEGER NOT NULL,
          position INTEGER NOT NULL,
          der BLOB NOT NULL,
          PRIMARY KEY (tenant, identity_id, number, position),
          FOREIGN KEY (tenant, identity_id, number) REFERENCES version (tenant, identity_id, number)
        ) STRICT;

        CREATE TABLE pending_change (
          id TEXT NOT NULL PRIMARY KEY,
          administrator TEXT NOT NULL,
          at TEXT NOT NULL,
          expires_at TEXT NOT NULL,
          operation TEXT NOT NULL,
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          description TEXT NOT NULL,
          revision INTEGER NOT NULL,
          content BLOB NOT NULL,
          content_digest BLOB NOT NULL
        ) STRICT;

        CREATE TABLE answered_request (
          tenant TEXT NOT NULL,
          administrator TEXT NOT NULL,
          request_id TEXT NOT NULL,
          at TEXT NOT NULL,
          digest BLOB NOT NULL CHECK (length(digest) = 32),
          identity_id TEXT NOT NULL,
          number INTEGER,
          change_id TEXT,
          PRIMARY KEY (tenant, administrator, request_id)
        ) STRICT;

        CREATE TABLE expiry_notice (
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          number INTEGER NOT NULL,
          days INTEGER NOT NULL,
          PRIMARY KEY (tenant, identity_id, number, days)
        ) STRICT;
        """;

    /// <summary>
    /// Schema 2: a notice says which end it told of. Those that don't are dropped: what is due is told of once more.
    /// </summary>
    private const string NoticesOfEnds = """
        DROP TABLE expiry_notice;

        CREATE TABLE expiry_notice (
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          number INTEGER NOT NULL,
          not_after TEXT NOT NULL,
          days INTEGER NOT NULL,
          PRIMARY KEY (tenant, identity_id, number, not_after, days)
        ) STRICT;
        """;

    /// <summary>Migration i leads from schema i to i + 1. Released ones never change.</summary>
    private static readonly string[] Migrations = [First, NoticesOfEnds];

    /// <summary>Brings the file to the newest schema.</summary>
    /// <exception cref="InvalidDataException">The file is no catalog, is damaged, or of a newer schema.</exception>
    public static void Ensure(SqliteConnection connection, string path)
    {
        var application = JournalConnection.Integer(connection, "PRAGMA application_id");
        var isEmpty = JournalConnection.Integer(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (application != ApplicationId && !(application == 0 && isEmpty))
        {
            throw new InvalidDataException($"{path} is an SQLite file, but not a catalog of this server.");
        }
        var version = JournalConnection.Integer(connection, "PRAGMA user_version");
        if (version > Migrations.Length)
        {
            throw new InvalidDataException(
                $"Catalog {path} has schema {version}; this server knows schemas up to {Migrations.Length}. Use a newer server."
            );
        }
        RequireIntact(connection, path);
        for (var from = version; from < Migrations.Length; from++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText =
                $"{Migrations[from]} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {from + 1};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    // The file is small, and what it says decides which keys sign: all of it is looked at.
    private static void RequireIntact(SqliteConnection connection, string path)
    {
        var found = JournalConnection.Text(connection, "PRAGMA integrity_check(1)");
        if (found != "ok")
        {
            throw new InvalidDataException($"Catalog {path} is damaged ({found}). Restore it from a backup.");
        }
        if (JournalConnection.Text(connection, "PRAGMA foreign_key_check").Length > 0)
        {
            throw new InvalidDataException(
                $"Catalog {path} has rows that belong to nothing. Restore it from a backup."
            );
        }
    }
}
