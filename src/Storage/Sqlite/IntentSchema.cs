// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Schema 5: an outcome names its intent by the intent's sequence, and its own index of five columns is gone: that one put an entry at a
/// random place of the file for each signature, this one puts a small one at its end. Outcomes of before name none, so that they hash to
/// what they did, and keep the old index for themselves.
/// </summary>
internal static class IntentSchema
{
    public const string Sql = """
        DROP VIEW journal;

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
          intent_sequence INTEGER UNIQUE REFERENCES intent (sequence)
        ) STRICT;
        INSERT INTO outcome_anew
          SELECT sequence, tenant, node, recorded_at, caller, request_id, attempt, step, kind, signature_value, timestamp_token,
                 timestamp_time, timestamp_authority, result_digest, error, previous_hash, row_hash, NULL FROM outcome;
        DROP TABLE outcome;
        ALTER TABLE outcome_anew RENAME TO outcome;
        CREATE UNIQUE INDEX outcome_of_before ON outcome (tenant, caller, request_id, attempt, step) WHERE intent_sequence IS NULL;

        CREATE VIEW journal AS
          SELECT sequence, 'intent' AS kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM intent
          UNION ALL
          SELECT sequence, kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM outcome
          UNION ALL
          SELECT sequence, 'pair', tenant, node, recorded_at, caller, request_id, NULL, NULL, previous_hash, row_hash FROM pair
          UNION ALL
          SELECT sequence, kind, tenant, node, recorded_at, caller, request_id, NULL, NULL, previous_hash, row_hash FROM event;

        CREATE TRIGGER outcome_is_not_changed BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER outcome_is_not_removed BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        """;
}
