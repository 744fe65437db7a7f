// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads the whole catalog.</summary>
internal static class CatalogReader
{
    /// <summary>All that is there.</summary>
    /// <exception cref="InvalidDataException">It makes no sense.</exception>
    public static IdentityStoreContent Read(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var roles = Rows(connection, RoleSql, static row => (Key(row), Role(row)));
        var certificates = Rows(connection, CertificateSql, static row => (Number(row), Certificate(row)))
            .ToLookup(static c => c.Item1, static c => c.Item2);
        var versions = Rows(connection, VersionSql, row => (Key(row), Version(row, certificates)));
        var (roleOf, versionOf) = (roles.ToLookup(r => r.Item1), versions.ToLookup(v => v.Item1));
        return new IdentityStoreContent(
            Rows(
                connection,
                IdentitySql,
                row =>
                    Intact(
                        new IdentityRecord(
                            Definition(row, [.. roleOf[Key(row)].Select(static r => r.Item2)]),
                            [.. versionOf[Key(row)].Select(static v => v.Item2)],
                            row.GetInt64(5)
                        ),
                        row.GetFieldValue<byte[]>(6)
                    )
            ),
            Rows(connection, ChangeSql, Change),
            Rows(
                connection,
                "SELECT tenant, identity_id, number, not_after, days FROM expiry_notice",
                static row => new ExpiryMark(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetInt32(2),
                    ColumnText.Time(row.GetString(3)),
                    row.GetInt32(4)
                )
            )
        )
        {
            Answered = Rows(connection, AnsweredSql, Answered),
        };
    }

    private const string IdentitySql =
        "SELECT tenant, id, kind, school, is_configured, revision, content_digest FROM identity ORDER BY tenant, id";

    private const string RoleSql =
        "SELECT tenant, identity_id, role, subjects FROM identity_role ORDER BY tenant, identity_id, position";

    private const string VersionSql = """
        SELECT tenant, identity_id, number, state, key_uri, created_at, changed_at, certificate_request, activate_at, resume_state, reason
        FROM version ORDER BY tenant, identity_id, number
        """;

    private const string CertificateSql =
        "SELECT tenant, identity_id, number, der FROM certificate ORDER BY tenant, identity_id, number, position";

    private const string ChangeSql = """
        SELECT id, administrator, at, expires_at, operation, tenant, identity_id, description, revision, content, content_digest
        FROM pending_change ORDER BY at, id
        """;

    private const string AnsweredSql =
        "SELECT tenant, administrator, request_id, at, digest, identity_id, number, change_id FROM answered_request";

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
        {
            rows.Add(read(row));
        }
        return rows;
    }

    private static (string, string) Key(SqliteDataReader row) => (row.GetString(0), row.GetString(1));

    private static (string, string, int) Number(SqliteDataReader row) =>
        (row.GetString(0), row.GetString(1), row.GetInt32(2));

    private static RoleGrant Role(SqliteDataReader row) =>
        new(CatalogText.Role(row.GetString(2)), row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static X509Certificate2 Certificate(SqliteDataReader row)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(row.GetFieldValue<byte[]>(3));
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException(
                $"The catalog holds a certificate of {row.GetString(1)} that can't be read.",
                e
            );
        }
    }

    private static IdentityDefinition Definition(SqliteDataReader row, IReadOnlyList<RoleGrant> roles) =>
        new()
        {
            Tenant = row.GetString(0),
            Id = row.GetString(1),
            Kind = CatalogText.Kind(row.GetString(2)),
            School = row.GetString(3),
            IsConfigured = row.GetInt32(4) != 0,
            Roles = roles,
        };

    private static IdentityVersion Version(
        SqliteDataReader row,
        ILookup<(string, string, int), X509Certificate2> certificates
    )
    {
        var version = new IdentityVersion
        {
            Number = row.GetInt32(2),
            State = CatalogText.State(row.GetString(3)),
            KeyUri = row.GetString(4),
            CreatedAt = ColumnText.Time(row.GetString(5)),
            ChangedAt = ColumnText.Time(row.GetString(6)),
            CertificateRequest = row.GetFieldValue<byte[]>(7),
            ActivateAt = row.IsDBNull(8) ? null : ColumnText.Time(row.GetString(8)),
            ResumeState = row.IsDBNull(9) ? null : CatalogText.State(row.GetString(9)),
            Reason = row.IsDBNull(10) ? null : row.GetString(10),
            CertificateChain = [.. certificates[Number(row)]],
        };
        // A version of these states signs, or signed: without its certificate nothing that it made can be completed again.
        var needsCertificate = version.State is VersionState.Scheduled or VersionState.Active or VersionState.Retiring;
        return needsCertificate && version.CertificateChain.Count == 0
            ? throw new InvalidDataException(
                $"The catalog lacks the certificate of {row.GetString(1)}, version {version.Number}."
            )
            : version;
    }

    private static AnsweredRequest Answered(SqliteDataReader row) =>
        new()
        {
            Tenant = row.GetString(0),
            Administrator = row.GetString(1),
            RequestId = row.GetString(2),
            At = ColumnText.Time(row.GetString(3)),
            Digest = row.GetFieldValue<byte[]>(4),
            IdentityId = row.GetString(5),
            Version = row.IsDBNull(6) ? null : row.GetInt32(6),
            ChangeId = row.IsDBNull(7) ? null : row.GetString(7),
        };

    private static StoredChange Change(SqliteDataReader row)
    {
        var change = new StoredChange
        {
            Id = row.GetString(0),
            Administrator = row.GetString(1),
            At = ColumnText.Time(row.GetString(2)),
            ExpiresAt = ColumnText.Time(row.GetString(3)),
            Operation = row.GetString(4),
            Tenant = row.GetString(5),
            IdentityId = row.GetString(6),
            Description = row.GetString(7),
            Revision = row.GetInt64(8),
            Content = row.GetFieldValue<byte[]>(9),
        };
        return CatalogDigest.Of(change).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(10))
            ? change
            : throw Damaged($"the change {change.Id}");
    }

    private static IdentityRecord Intact(IdentityRecord identity, byte[] digest) =>
        CatalogDigest.Of(identity).AsSpan().SequenceEqual(digest) ? identity : throw Damaged(identity.Definition.Id);

    private static InvalidDataException Damaged(string what) =>
        new($"What the catalog holds of {what} was damaged, or changed by another program. Restore it from a backup.");
}
