// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Schema 1. Intents and outcomes have tables of their own and share one gapless sequence, so that a hash chain can follow it; the
/// view <c>journal</c> shows both. Times are ISO 8601 in UTC with seven decimals, so they sort as text and lose nothing.
/// </summary>
internal static class FirstSchema
{
    public const string Sql = """
        CREATE TABLE node (id TEXT NOT NULL PRIMARY KEY, created_at TEXT NOT NULL) STRICT;

        CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), filler BLOB NOT NULL) STRICT;

        CREATE TABLE intent (
          sequence INTEGER PRIMARY KEY,
          tenant TEXT NOT NULL,
          node TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          caller TEXT NOT NULL,
          request_id TEXT NOT NULL,
          attempt INTEGER NOT NULL CHECK (attempt >= 1),
          step INTEGER NOT NULL CHECK (step >= 0),
          identity_id TEXT NOT NULL,
          certificate_thumbprint BLOB NOT NULL,
          claimed_role TEXT NOT NULL,
          input_digest BLOB NOT NULL,
          digest_to_sign BLOB NOT NULL,
          signature_scheme TEXT NOT NULL,
          digest_algorithm TEXT NOT NULL,
          signing_time TEXT NOT NULL,
          signature_id TEXT NOT NULL,
          previous_hash BLOB,
          row_hash BLOB,
          UNIQUE (tenant, caller, request_id, attempt, step)
        ) STRICT;

        CREATE TABLE outcome (
          sequence INTEGER PRIMARY KEY,
          tenant TEXT NOT NULL,
          node TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          caller TEXT NOT NULL,
          request_id TEXT NOT NULL,
          attempt INTEGER NOT NULL,
          step INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('signed', 'failed', 'discarded')),
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

        CREATE VIEW journal AS
          SELECT sequence, 'intent' AS kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM intent
          UNION ALL
          SELECT sequence, kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM outcome;

        CREATE TRIGGER intent_is_not_changed BEFORE UPDATE ON intent BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER intent_is_not_removed BEFORE DELETE ON intent BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER outcome_is_not_changed BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER outcome_is_not_removed BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        """;
}
