// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Writes to the catalog. Changes are rare: statements are made anew each time.</summary>
internal static class CatalogWriter
{
    /// <summary>Puts an identity in place of its last revision.</summary>
    /// <exception cref="InvalidDataException">The file does not hold the revision before.</exception>
    public static void Save(SqliteConnection connection, IdentityRecord identity)
    {
        var definition = identity.Definition;
        var changed = Run(
            connection,
            """
            INSERT INTO identity (tenant, id, kind, school, is_configured, revision, content_digest) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (tenant, id) DO UPDATE SET kind = $3, school = $4, is_configured = $5, revision = $6, content_digest = $7
            WHERE revision = $6 - 1
            """,
            definition.Tenant,
            definition.Id,
            CatalogText.Of(definition.Kind),
            definition.School,
            definition.IsConfigured ? 1L : 0L,
            identity.Revision,
            CatalogDigest.Of(identity)
        );
        if (changed != 1)
        {
            throw new InvalidDataException(
                $"The catalog holds another revision of {definition.Id} than {identity.Revision - 1}: restart the server."
            );
        }
        foreach (var table in (string[])["identity_role", "certificate", "version"])
        {
            Run(
                connection,
                $"DELETE FROM {table} WHERE tenant = $1 AND identity_id = $2",
                definition.Tenant,
                definition.Id
            );
        }
        for (var i = 0; i < definition.Roles.Count; i++)
        {
            Run(
                connection,
                "INSERT INTO identity_role VALUES ($1, $2, $3, $4, $5)",
                definition.Tenant,
                definition.Id,
                (long)i,
                CatalogText.Of(definition.Roles[i].Role),
                string.Join(' ', definition.Roles[i].Subjects)
            );
        }
        foreach (var version in identity.Versions)
        {
            Insert(connection, definition, version);
        }
    }

    public static void Insert(SqliteConnection connection, StoredChange change) =>
        Run(
            connection,
            "INSERT INTO pending_change VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            change.Id,
            change.Administrator,
            ColumnText.Of(change.At),
            ColumnText.Of(change.ExpiresAt),
            change.Operation,
            change.Tenant,
            change.IdentityId,
            change.Description,
            change.Revision,
            change.Content.ToArray(),
            CatalogDigest.Of(change)
        );

    public static void RemoveChange(SqliteConnection connection, string id) =>
        Run(connection, "DELETE FROM pending_change WHERE id = $1", id);

    public static void Insert(SqliteConnection connection, AnsweredRequest? answered)
    {
        if (answered is not null)
        {
            Run(
                connection,
                "INSERT OR REPLACE INTO answered_request VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                answered.Tenant,
                answered.Administrator,
                answered.RequestId,
                ColumnText.Of(answered.At),
                answered.Digest.ToArray(),
                answered.IdentityId,
                answered.Version is { } version ? (long)version : null,
                answered.ChangeId
            );
        }
    }

    public static void Forget(SqliteConnection connection, DateTimeOffset before) =>
        Run(connection, "DELETE FROM answered_request WHERE at < $1", ColumnText.Of(before));

    public static void Insert(SqliteConnection connection, ExpiryMark mark) =>
        Run(
            connection,
            "INSERT OR IGNORE INTO expiry_notice VALUES ($1, $2, $3, $4, $5)",
            mark.Tenant,
            mark.IdentityId,
            (long)mark.Version,
            ColumnText.Of(mark.NotAfter),
            (long)mark.Days
        );

    private static void Insert(SqliteConnection connection, IdentityDefinition identity, IdentityVersion version)
    {
        Run(
            connection,
            "INSERT INTO version VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            identity.Tenant,
            identity.Id,
            (long)version.Number,
            CatalogText.Of(version.State),
            version.KeyUri,
            ColumnText.Of(version.CreatedAt),
            ColumnText.Of(version.ChangedAt),
            version.CertificateRequest.ToArray(),
            version.ActivateAt is { } at ? ColumnText.Of(at) : null,
            version.ResumeState is { } state ? CatalogText.Of(state) : null,
            version.Reason
        );
        for (var i = 0; i < version.CertificateChain.Count; i++)
        {
            Run(
                connection,
                "INSERT INTO certificate VALUES ($1, $2, $3, $4, $5)",
                identity.Tenant,
                identity.Id,
                (long)version.Number,
                (long)i,
                version.CertificateChain[i].RawData
            );
        }
    }

    private static int Run(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }
        return command.ExecuteNonQuery();
    }
}
