// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Finds the intent of an outcome in the file: one of before the start, or of before a commit that failed.</summary>
internal sealed class IntentLookUp : IDisposable
{
    private const string Sql = """
        SELECT sequence, tenant, identity_id, coalesce(identity_version, 0), lower(hex(certificate_thumbprint)), length(digest_to_sign) > 0, EXISTS (
          SELECT 1 FROM outcome WHERE intent_sequence IS NULL
            AND tenant = $tenant AND caller = $caller AND request_id = $request_id AND attempt = $attempt AND step = $step)
        FROM intent
        WHERE tenant = $tenant AND caller = $caller AND request_id = $request_id AND attempt = $attempt AND step = $step
        """;

    private readonly SqliteCommand _command;

    public IntentLookUp(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        foreach (string name in (string[])["$tenant", "$caller", "$request_id", "$attempt", "$step"])
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }
    }

    /// <summary>Null when the file has no intent for it.</summary>
    /// <exception cref="SigningException">The intent has an outcome, one that names none.</exception>
    public IntentRow? Find(SigningOutcome outcome)
    {
        object[] values =
        [
            outcome.Request.Tenant,
            outcome.Request.Caller,
            outcome.Request.RequestId,
            outcome.Attempt,
            outcome.Step,
        ];
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }
        using SqliteDataReader row = _command.ExecuteReader();
        if (!row.Read())
        {
            return null;
        }
        return row.GetBoolean(6)
            ? throw JournalFaults.OutcomeExists()
            : new IntentRow(row.GetInt64(0), KeyOf(row), row.GetBoolean(5));
    }

    public void Dispose() => _command.Dispose();

    // A document timestamp has no identity.
    private static KeyName? KeyOf(SqliteDataReader row) =>
        row.GetString(2) is { Length: > 0 } identity
            ? new KeyName(row.GetString(1), identity, row.GetInt32(3), row.GetString(4))
            : null;
}
