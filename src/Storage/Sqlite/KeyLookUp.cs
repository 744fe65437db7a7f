// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Finds whose key an outcome is of, in the intents of before the start.</summary>
internal sealed class KeyLookUp : IDisposable
{
    private const string Sql = """
        SELECT identity_id, coalesce(identity_version, 0), lower(hex(certificate_thumbprint)) FROM intent
        WHERE tenant = $tenant AND caller = $caller AND request_id = $request_id AND attempt = $attempt AND step = $step
          AND identity_id <> ''
        """;

    private readonly SqliteCommand _command;

    public KeyLookUp(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        foreach (string name in (string[])["$tenant", "$caller", "$request_id", "$attempt", "$step"])
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }
    }

    public KeyName? Find(SigningOutcome outcome)
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
        return row.Read()
            ? new KeyName(outcome.Request.Tenant, row.GetString(0), row.GetInt32(1), row.GetString(2))
            : null;
    }

    public void Dispose() => _command.Dispose();
}
