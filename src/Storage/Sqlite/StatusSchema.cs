// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>
/// Schema 3: what issuers said of certificates: each answer once, by its SHA-256; an intent names the one that it rests on. Evidence takes
/// no sequence: it is proven by its digest, and is written before the intent that names it.
/// </summary>
internal static class StatusSchema
{
    public const string Sql = """
        CREATE TABLE status_evidence (
          digest BLOB NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('ocsp', 'crl')),
          source TEXT NOT NULL,
          this_update TEXT NOT NULL,
          next_update TEXT,
          received_at TEXT NOT NULL,
          content BLOB NOT NULL
        ) STRICT;

        ALTER TABLE intent ADD COLUMN certificate_status TEXT CHECK (certificate_status IN ('good', 'unknown', 'revoked'));
        ALTER TABLE intent ADD COLUMN status_evidence BLOB;

        CREATE TRIGGER status_evidence_is_not_changed BEFORE UPDATE ON status_evidence BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER status_evidence_is_not_removed BEFORE DELETE ON status_evidence BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        """;
}
