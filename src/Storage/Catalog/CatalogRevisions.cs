// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>The revision of each identity that a file is known to hold. They only grow, and none is ever removed.</summary>
internal sealed class CatalogRevisions
{
    private readonly Dictionary<(string Tenant, string Id), long> _revisions = [];

    /// <summary>Those of the file.</summary>
    public static CatalogRevisions Read(SqliteConnection connection)
    {
        CatalogRevisions revisions = new();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT tenant, id, revision FROM identity";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            revisions.Set(row.GetString(0), row.GetString(1), row.GetInt64(2));
        }
        return revisions;
    }

    /// <summary>That one is on the disk.</summary>
    public void Set(string tenant, string id, long revision) => _revisions[(tenant, id)] = revision;

    /// <summary>
    /// Refuses a file that lacks one of these: an older copy would make identities valid again that were revoked since. A newer revision
    /// may be there: a commit that failed may have reached the disk.
    /// </summary>
    /// <exception cref="InvalidDataException">It lacks one.</exception>
    public void RequireIn(CatalogRevisions file, string path)
    {
        foreach (var (identity, revision) in _revisions)
        {
            if (file._revisions.GetValueOrDefault(identity) < revision)
            {
                throw new InvalidDataException(
                    $"{path} is another file: it lacks revision {revision} of {identity.Id}, which was acknowledged. "
                        + "Put the catalog back; or stop the node, and restore it from a backup."
                );
            }
        }
    }
}
