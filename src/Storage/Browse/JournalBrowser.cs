// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Reads a journal, or an archive of one, without ever writing to it; its node may be at work. Used by one caller at a time. The
/// rows are given as they stand: whether they were bent, <see cref="JournalAudit"/> tells.
/// </summary>
public sealed class JournalBrowser : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <summary>As <see cref="Open"/>, on a connection that tests may listen to; it becomes the browser's.</summary>
    internal JournalBrowser(SqliteConnection connection) => _connection = connection;

    /// <summary>The node that the file says it belongs to.</summary>
    public string Node => ForeignFile.Read(() => JournalConnection.Text(_connection, "SELECT id FROM node"));

    /// <summary>The last row's sequence; where the archives end when there is none.</summary>
    public long LastSequence =>
        ForeignFile.Read(() =>
            Math.Max(JournalHeads.LastSequence(_connection), JournalHeads.Anchor(_connection).Sequence)
        );

    /// <summary>Opens the file. Blocks on the disk.</summary>
    /// <exception cref="IOException">The file isn't there or can't be opened.</exception>
    /// <exception cref="InvalidDataException">It is no journal of this server, or of another schema.</exception>
    public static JournalBrowser Open(string path) => new(ReadOnlyJournal.Open(path));

    /// <summary>The last rows, by sequence.</summary>
    /// <param name="count">How many; 1 and more.</param>
    public IReadOnlyList<JournalRow> Tail(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText =
            "SELECT min(sequence) FROM (SELECT sequence FROM journal ORDER BY sequence DESC LIMIT $count)";
        command.Parameters.AddWithValue("$count", count);
        return ForeignFile.Read(command.ExecuteScalar) is long first
            ? [.. Rows(first == long.MinValue ? null : first - 1, long.MaxValue)]
            : [];
    }

    /// <summary>
    /// Rows by sequence, one at a time, in one snapshot that lasts until the walk ends: the journal's WAL grows meanwhile.
    /// </summary>
    /// <param name="after">Rows behind this one.</param>
    /// <param name="through">Up to and with this one.</param>
    public IEnumerable<JournalRow> Export(long after = 0, long through = long.MaxValue) => Rows(after, through);

    private IEnumerable<JournalRow> Rows(long? after, long through) => ForeignFile.Each(Walk(after, through));

    private IEnumerable<JournalRow> Walk(long? after, long through)
    {
        // Without it each table is a snapshot of its own, and a row that is committed between two of them is passed over.
        using ReadSnapshot snapshot = new(_connection);
        using RowWalk walk = new(_connection, after, through);
        while (walk.Read())
        {
            yield return JournalRows.Of(walk.Row);
        }
    }

    /// <summary>Rows behind <paramref name="after"/>, and then each new one, until the token ends it.</summary>
    /// <param name="after">The last row that is known already.</param>
    /// <param name="interval">How often to look.</param>
    /// <param name="time">The time of the intervals.</param>
    /// <param name="cancellationToken">Ends the stream, with an exception.</param>
    public async IAsyncEnumerable<JournalRow> FollowAsync(
        long after,
        TimeSpan interval,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            foreach (JournalRow row in Export(after))
            {
                after = row.Sequence;
                yield return row;
            }
            await Task.Delay(interval, time, cancellationToken);
        }
    }

    /// <summary>A page of rows for which all that is set holds.</summary>
    /// <exception cref="ArgumentException">The limit is out of its range.</exception>
    public JournalPage Search(JournalSearch search) => ForeignFile.Read(() => Page(search));

    private JournalPage Page(JournalSearch search)
    {
        List<(long Sequence, string Table)> found = new SearchStatement(
            search,
            JournalTable.Outcome.MissingIn(_connection)
        ).Run(_connection, search.Limit + 1);
        bool isMore = found.Count > search.Limit;
        JournalRow[] rows =
        [
            .. found.Take(search.Limit).Select(f => JournalRows.Find(_connection, f.Table, f.Sequence)),
        ];
        return new JournalPage(rows, isMore ? rows[^1].Sequence : null);
    }

    /// <summary>Uses of keys by identity, version and day.</summary>
    /// <param name="search">Which.</param>
    public IReadOnlyList<KeyUse> KeyUses(KeyUseSearch search) =>
        ForeignFile.Read(() => KeyUseTable.Read(_connection, search));

    /// <summary>
    /// What is kept under a digest, as a row names it in <c>status_evidence</c>; null for nothing. It is given as it stands, whether or
    /// not it was bent.
    /// </summary>
    /// <param name="digest">SHA-256 of the answer.</param>
    /// <exception cref="InvalidDataException">It can't be read.</exception>
    public KeptEvidence? FindEvidence(ReadOnlyMemory<byte> digest) =>
        ForeignFile.Read(() => Evidence(digest.ToArray()));

    private KeptEvidence? Evidence(byte[] digest)
    {
        using EvidenceRows rows = new(_connection);
        return rows.Find(digest);
    }

    /// <summary>The checkpoints by number, seals unchecked.</summary>
    /// <exception cref="InvalidDataException">One was altered so that it can't be read.</exception>
    public IEnumerable<SealedCheckpoint> Checkpoints() =>
        ForeignFile.Each(CheckpointTable.All(_connection)).Select(static row => row.ToSealed());

    /// <summary>Whether there is a checkpoint: without one nothing can be archived.</summary>
    public bool HasCheckpoints =>
        ForeignFile.Read(() => JournalConnection.Integer(_connection, "SELECT EXISTS (SELECT 1 FROM checkpoint)") != 0);

    /// <summary>The archives that rows were moved to, oldest first.</summary>
    public IReadOnlyList<ArchiveRecord> Archives() => ForeignFile.Read(() => ArchiveTable.All(_connection));

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();
}
