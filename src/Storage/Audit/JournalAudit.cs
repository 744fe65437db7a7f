// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Finds whether a journal, or an archive of one, was bent: offline, from the file alone and from checkpoints that were kept outside.
/// </summary>
public static class JournalAudit
{
    /// <summary>
    /// Walks all rows of one snapshot. The file may be in use by its node, which goes on writing meanwhile (its WAL grows until the
    /// walk ends), be a backup, or an archive. Nothing is written to it. Blocks on the disk.
    /// </summary>
    /// <remarks>
    /// Rows behind the last checkpoint that were cut off, and checkpoints cut off with them, are found only by what is kept outside.
    /// Whoever can both write the file and use the checkpoint key can write any history up to the last timestamp.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">What to compare with.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="IOException">The file isn't there or can't be opened.</exception>
    /// <exception cref="InvalidDataException">It is no journal of this server, of a schema that has no chain, or damaged.</exception>
    public static AuditReport Verify(string path, AuditOptions options, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = ReadOnlyJournal.Open(path);
        return ForeignFile.Read(new AuditRun(connection, options, cancellationToken).Run);
    }
}
