// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Files as servers of before left them: made by their schemas, filled by plain SQL.</summary>
internal static class OldSchema
{
    private static readonly string[] s_schemas = [FirstSchema.Sql, PairSchema.Sql, StatusSchema.Sql];

    /// <summary>Request <c>r0</c> and so on: an intent each, an outcome for all but the last, a pair for the first where there are pairs.</summary>
    public static void Make(string path, int version, int requests)
    {
        JournalOptions options = Samples.Options(path);
        using SqliteConnection connection = JournalConnection.OpenWriter(options);
        foreach (string schema in s_schemas.Take(version))
        {
            JournalConnection.Execute(connection, schema);
        }
        JournalConnection.Execute(
            connection,
            $"PRAGMA application_id = {JournalSchema.ApplicationId}; PRAGMA user_version = {version}; INSERT INTO node VALUES ('node-1', '2026-01-02T03:04:05.0000000Z');"
        );
        long sequence = 0;
        for (int i = 0; i < requests; i++)
        {
            Insert(connection, ++sequence, "intent", $"r{i}", IntentValues);
            if (i < requests - 1)
            {
                Insert(connection, ++sequence, "outcome", $"r{i}", OutcomeValues);
            }
        }
        if (version > 1)
        {
            Insert(connection, ++sequence, "pair", "r0", PairValues);
        }
        if (version == 4)
        {
            JournalConnection.Execute(connection, ChainSchema.Sql);
            ChainSchema.Chain(connection);
            JournalConnection.Execute(connection, ChainSchema.Then);
        }
    }

    /// <summary>Makes a journal of today one of schema 5: what each intent signs stands in the intent, and no outcome has a place for it.</summary>
    public static void TakeDigests(string path)
    {
        using SqliteConnection connection = JournalConnection.OpenWriter(Samples.Options(path));
        JournalConnection.Execute(
            connection,
            "ALTER TABLE outcome DROP COLUMN digest_to_sign; PRAGMA user_version = 5;"
        );
    }

    private const string IntentValues =
        "attempt, step, identity_id, certificate_thumbprint, claimed_role, input_digest, digest_to_sign, signature_scheme, digest_algorithm, signing_time, signature_id) VALUES ({0}, 1, 0, 'gv-toán-01', x'00', 'GVBM:TOAN', x'01', x'02', 'ECDSA', 'SHA256', '2026-05-31T08:30:15.1234567Z', 'S')";

    private const string OutcomeValues =
        "attempt, step, kind, signature_value, timestamp_token, timestamp_time, timestamp_authority, result_digest) VALUES ({0}, 1, 0, 'signed', x'03', x'', NULL, NULL, x'04')";

    private const string PairValues =
        "lookup_code, xml_digest, pdf_digest, sealed_at) VALUES ({0}, 'code', zeroblob(32), zeroblob(32), '2026-05-31T08:30:15.1234567Z')";

    private static void Insert(SqliteConnection connection, long sequence, string table, string id, string values) =>
        JournalConnection.Execute(
            connection,
            string.Format(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {table} (sequence, tenant, node, recorded_at, caller, request_id, {values};",
                $"{sequence}, 'so-gddt-hn', 'node-1', '2026-05-31T08:30:16.0000000Z', 'loopback', '{id}'"
            )
        );
}
