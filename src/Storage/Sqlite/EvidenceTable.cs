// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads answers of issuers.</summary>
internal static class EvidenceTable
{
    private const string Sql =
        "SELECT kind, source, this_update, next_update, received_at, content FROM status_evidence WHERE digest = $digest";

    /// <summary>What is kept under that digest; null for nothing. In a file that was bent its content may have another digest.</summary>
    public static StatusEvidence? Find(SqliteConnection connection, ReadOnlyMemory<byte> digest)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$digest", digest.ToArray());
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? Of(row) : null;
    }

    private static StatusEvidence Of(SqliteDataReader row) =>
        new()
        {
            Kind = ColumnText.EvidenceKind(row.GetString(0)),
            Source = row.GetString(1),
            ThisUpdate = ColumnText.Time(row.GetString(2)),
            NextUpdate = row.IsDBNull(3) ? null : ColumnText.Time(row.GetString(3)),
            ReceivedAt = ColumnText.Time(row.GetString(4)),
            Content = row.GetFieldValue<byte[]>(5),
        };
}
