// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads uses of keys.</summary>
internal static class KeyUseTable
{
    private const string DayFormat = "yyyy-MM-dd";

    private const string Sql = """
        SELECT tenant, identity_id, identity_version, certificate_thumbprint, day, signed, other FROM key_use
        WHERE ($tenant IS NULL OR tenant = $tenant) AND ($identity IS NULL OR identity_id = $identity)
          AND ($from IS NULL OR day >= $from) AND ($through IS NULL OR day <= $through)
        ORDER BY tenant, identity_id, identity_version, certificate_thumbprint, day
        """;

    public static List<KeyUse> Read(SqliteConnection connection, KeyUseSearch search)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$tenant", (object?)search.Tenant ?? DBNull.Value);
        command.Parameters.AddWithValue("$identity", (object?)search.IdentityId ?? DBNull.Value);
        command.Parameters.AddWithValue("$from", Day(search.From));
        command.Parameters.AddWithValue("$through", Day(search.Through));
        List<KeyUse> uses = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            uses.Add(
                new KeyUse(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetInt32(2),
                    Convert.FromHexString(row.GetString(3)),
                    DateOnly.ParseExact(row.GetString(4), DayFormat, CultureInfo.InvariantCulture),
                    row.GetInt64(5),
                    row.GetInt64(6)
                )
            );
        }
        return uses;
    }

    private static object Day(DateOnly? day) =>
        day is { } value ? value.ToString(DayFormat, CultureInfo.InvariantCulture) : DBNull.Value;
}
