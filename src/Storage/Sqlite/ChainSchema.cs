// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Schema 4: events, the hash chain over all rows, checkpoints, uses of keys, archives. Outcomes may be <c>unknown</c>, for which SQLite
/// needs the table made anew. Rows of before are chained as they stand: from then on they can't be bent.
/// </summary>
internal static class ChainSchema
{
    private const int Page = 1000;

    /// <summary>Before the rows are chained: no trigger is in the way.</summary>
    public const string Sql = """
        DROP VIEW journal;
        DROP TRIGGER intent_is_not_changed;
        DROP TRIGGER pair_is_not_changed;

        ALTER TABLE intent ADD COLUMN identity_version INTEGER;

        CREATE TABLE outcome_anew (
          sequence INTEGER PRIMARY KEY,
          tenant TEXT NOT NULL,
          node TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          caller TEXT NOT NULL,
          request_id TEXT NOT NULL,
          attempt INTEGER NOT NULL,
          step INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('signed', 'failed', 'discarded', 'unknown')),
          signature_value BLOB NOT NULL,
          timestamp_token BLOB NOT NULL,
          timestamp_time TEXT,
          timestamp_authority TEXT,
          result_digest BLOB NOT NULL,
          error TEXT,
          previous_hash BLOB,
          row_hash BLOB,
          UNIQUE (tenant, caller, request_id, attempt, step),
          FOREIGN KEY (tenant, caller, request_id, attempt, step)
            REFERENCES intent (tenant, caller, request_id, attempt, step)
        ) STRICT;
        INSERT INTO outcome_anew
          SELECT sequence, tenant, node, recorded_at, caller, request_id, attempt, step, kind, signature_value, timestamp_token,
                 timestamp_time, timestamp_authority, result_digest, error, previous_hash, row_hash FROM outcome;
        DROP TABLE outcome;
        ALTER TABLE outcome_anew RENAME TO outcome;

        CREATE TABLE event (
          sequence INTEGER PRIMARY KEY,
          tenant TEXT NOT NULL,
          node TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          caller TEXT NOT NULL,
          request_id TEXT NOT NULL,
          kind TEXT NOT NULL,
          operation TEXT NOT NULL,
          subject TEXT NOT NULL,
          error TEXT,
          detail TEXT NOT NULL,
          count INTEGER NOT NULL CHECK (count >= 1),
          previous_hash BLOB,
          row_hash BLOB
        ) STRICT;

        CREATE TABLE checkpoint (
          number INTEGER PRIMARY KEY CHECK (number >= 1),
          sequence INTEGER NOT NULL,
          row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
          time TEXT NOT NULL,
          previous_digest BLOB NOT NULL CHECK (length(previous_digest) = 32),
          canonical BLOB NOT NULL,
          signature BLOB NOT NULL,
          timestamp_token BLOB
        ) STRICT;

        CREATE TABLE archive (
          first_sequence INTEGER NOT NULL,
          last_sequence INTEGER PRIMARY KEY,
          row_hash BLOB NOT NULL CHECK (length(row_hash) = 32),
          checkpoint INTEGER NOT NULL,
          file_name TEXT NOT NULL,
          file_digest BLOB NOT NULL,
          archived_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE key_use (
          tenant TEXT NOT NULL,
          identity_id TEXT NOT NULL,
          identity_version INTEGER NOT NULL,
          certificate_thumbprint TEXT NOT NULL,
          day TEXT NOT NULL,
          signed INTEGER NOT NULL,
          other INTEGER NOT NULL,
          PRIMARY KEY (tenant, identity_id, identity_version, certificate_thumbprint, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE closed (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL) STRICT;
        INSERT INTO closed (id, sequence) VALUES (1, 0);
        """;

    /// <summary>After the rows are chained.</summary>
    public static string Then { get; } =
        """
            CREATE VIEW journal AS
              SELECT sequence, 'intent' AS kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM intent
              UNION ALL
              SELECT sequence, kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM outcome
              UNION ALL
              SELECT sequence, 'pair', tenant, node, recorded_at, caller, request_id, NULL, NULL, previous_hash, row_hash FROM pair
              UNION ALL
              SELECT sequence, kind, tenant, node, recorded_at, caller, request_id, NULL, NULL, previous_hash, row_hash FROM event;

            """ + string.Concat(AppendOnly.Tables.Select(AppendOnly.Triggers));

    /// <summary>Chains the rows of before, in the transaction of the upgrade.</summary>
    public static void Chain(SqliteConnection connection)
    {
        long last = JournalHeads.LastSequence(connection);
        if (last == 0)
        {
            return;
        }
        byte[] previous = JournalHeads.Genesis(connection);
        RowHasher hasher = new();
        using ChainUpdate update = new(connection);
        for (long after = 0; after < last; after += Page)
        {
            List<(JournalTable Table, long Sequence, byte[] Previous, byte[] Hash)> links = [];
            using (RowWalk walk = new(connection, after, after + Page))
            {
                while (walk.Read())
                {
                    byte[] hash = walk.Row.Hash(hasher, previous);
                    links.Add((walk.Row.Table, walk.Row.Sequence, previous, hash));
                    previous = hash;
                }
            }
            links.ForEach(link => update.Execute(link.Table, link.Sequence, link.Previous, link.Hash));
        }
    }
}
