// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Schema 2: pairs of XML and PDF. A pair takes its sequence from the same row of numbers as intents and outcomes, so that one chain
/// can follow all three; it has no attempt and no step.
/// </summary>
internal static class PairSchema
{
    public const string Sql = """
        CREATE TABLE pair (
          sequence INTEGER PRIMARY KEY,
          tenant TEXT NOT NULL,
          node TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          caller TEXT NOT NULL,
          request_id TEXT NOT NULL,
          lookup_code TEXT NOT NULL,
          xml_digest BLOB NOT NULL CHECK (length(xml_digest) = 32),
          pdf_digest BLOB NOT NULL CHECK (length(pdf_digest) = 32),
          sealed_at TEXT NOT NULL,
          previous_hash BLOB,
          row_hash BLOB,
          UNIQUE (tenant, caller, request_id)
        ) STRICT;

        CREATE INDEX pair_of_transcript ON pair (tenant, lookup_code);

        CREATE TRIGGER pair_is_not_changed BEFORE UPDATE ON pair BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER pair_is_not_removed BEFORE DELETE ON pair BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

        DROP VIEW journal;

        CREATE VIEW journal AS
          SELECT sequence, 'intent' AS kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM intent
          UNION ALL
          SELECT sequence, kind, tenant, node, recorded_at, caller, request_id, attempt, step, previous_hash, row_hash FROM outcome
          UNION ALL
          SELECT sequence, 'pair', tenant, node, recorded_at, caller, request_id, NULL, NULL, previous_hash, row_hash FROM pair;
        """;
}
