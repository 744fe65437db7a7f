// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads answers of issuers from a file that may have been bent: what is noted beside one never keeps it from being shown.</summary>
internal sealed class EvidenceRows : IDisposable
{
    private readonly SqliteCommand _command;

    public EvidenceRows(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            "SELECT content, kind, source, this_update, next_update, received_at FROM status_evidence WHERE digest = $digest";
        _command.Parameters.Add(new SqliteParameter { ParameterName = "$digest", Value = DBNull.Value });
    }

    /// <summary>What is kept under that digest; null for nothing.</summary>
    public KeptEvidence? Find(byte[] digest)
    {
        _command.Parameters[0].Value = digest;
        using SqliteDataReader row = _command.ExecuteReader();
        return row.Read() ? Of(row, digest) : null;
    }

    public void Dispose() => _command.Dispose();

    private static KeptEvidence Of(SqliteDataReader row, byte[] digest) =>
        new()
        {
            Name = digest,
            Content = row.GetFieldValue<byte[]>(0),
            Kind = Text(row, 1),
            Source = Text(row, 2),
            ThisUpdate = Text(row, 3),
            NextUpdate = row.IsDBNull(4) ? null : Text(row, 4),
            ReceivedAt = Text(row, 5),
        };

    private static string Text(SqliteDataReader row, int column) => row.GetValue(column) as string ?? "";
}
