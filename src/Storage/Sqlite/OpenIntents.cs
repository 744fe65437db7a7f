// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Finds intents without outcome. The table <c>closed</c> says up to where there are none, so that a start doesn't walk the whole
/// journal; it only ever grows.
/// </summary>
internal static class OpenIntents
{
    private const string Open = $"""
        FROM intent AS i WHERE i.sequence > (SELECT sequence FROM closed) AND {OutcomeSql.OfIntent} IS NULL
        """;

    /// <summary>All of them, by sequence.</summary>
    public static List<OpenIntent> All(SqliteConnection connection)
    {
        List<OpenIntent> intents = [];
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            $"SELECT i.sequence, i.recorded_at, i.tenant, i.caller, i.request_id, i.attempt, i.step, i.identity_id {Open} ORDER BY i.sequence";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            RequestKey request = new(row.GetString(2), row.GetString(3), row.GetString(4));
            intents.Add(
                new OpenIntent(
                    row.GetInt64(0),
                    ColumnText.Time(row.GetString(1)),
                    request,
                    row.GetInt32(5),
                    row.GetInt32(6),
                    row.GetString(7)
                )
            );
        }
        return intents;
    }

    /// <summary>Up to where no intent is open, <paramref name="last"/> at most.</summary>
    public static long ClosedThrough(SqliteConnection connection, long last)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT i.sequence {Open} ORDER BY i.sequence LIMIT 1";
        return command.ExecuteScalar() is long first ? Math.Min(first - 1, last) : last;
    }
}
