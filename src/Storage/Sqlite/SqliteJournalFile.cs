// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>The file as SQLite writes it, through statements that are prepared once.</summary>
internal sealed class SqliteJournalFile : IJournalFile
{
    private const string AddUses =
        "ON CONFLICT DO UPDATE SET signed = signed + excluded.signed, other = other + excluded.other";

    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _savepoint;
    private readonly Statement _release;
    private readonly Statement _undo;
    private readonly Statement _commit;
    private readonly InsertStatement _intent;
    private readonly InsertStatement _outcome;
    private readonly InsertStatement _pair;
    private readonly InsertStatement _evidence;
    private readonly InsertStatement _event;
    private readonly InsertStatement _checkpoint;
    private readonly InsertStatement _keyUse;
    private readonly IntentLookUp _intents;
    private readonly string _node;
    private readonly bool _isWalHeld;
    private long _sequence;
    private byte[] _rowHash;
    private (long Sequence, byte[] RowHash) _saved;

    private SqliteJournalFile(SqliteConnection connection, string node, bool isWalHeld)
    {
        (_connection, _node, _isWalHeld) = (connection, node, isWalHeld);
        // What a damaged file or a disk that fails can't give comes first: the connection knows nothing of statements made before it.
        JournalHead head = JournalHeads.Read(connection);
        (_sequence, _rowHash) = (head.Sequence, head.RowHash.ToArray());
        Genesis = JournalHeads.Genesis(connection);
        Anchor = JournalHeads.Anchor(connection).Sequence;
        OldestRecordedAt = JournalHeads.OldestRecordedAt(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _savepoint = new Statement(connection, "SAVEPOINT append");
        _release = new Statement(connection, "RELEASE append");
        _undo = new Statement(connection, "ROLLBACK TO append");
        _commit = new Statement(connection, "COMMIT");
        RowHasher hasher = new();
        _intent = new InsertStatement(connection, JournalTable.Intent, hasher);
        _outcome = new InsertStatement(connection, JournalTable.Outcome, hasher);
        _pair = new InsertStatement(connection, JournalTable.Pair, hasher);
        _event = new InsertStatement(connection, JournalTable.Event, hasher);
        _evidence = new InsertStatement(connection, "status_evidence", EntryColumns.Evidence, "INSERT OR IGNORE");
        _checkpoint = new InsertStatement(connection, "checkpoint", EntryColumns.Checkpoint);
        _keyUse = new InsertStatement(connection, "key_use", EntryColumns.KeyUse, then: AddUses);
        _intents = new IntentLookUp(connection);
    }

    /// <summary>For what is done to a file that no journal is open on.</summary>
    public SqliteConnection Connection => _connection;

    public JournalHead Head => new(_sequence, _rowHash);

    public ReadOnlyMemory<byte> Genesis { get; }

    public long Anchor { get; }

    public string? OldestRecordedAt { get; }

    /// <summary>
    /// Opens or makes the file. Whatever the WAL holds is moved into the file, with an fsync, before anybody relies on it: after a
    /// failed fsync the system's cache may show what the disk never got.
    /// </summary>
    public static SqliteJournalFile Open(JournalOptions options, TimeProvider time)
    {
        SqliteConnection connection = JournalConnection.OpenWriter(options);
        try
        {
            JournalSchema.Ensure(connection, options, ColumnText.Of(time.GetUtcNow()));
            bool isWalHeld = JournalConnection.Integer(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0;
            return new SqliteJournalFile(connection, options.NodeId, isWalHeld);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.Run();

    public void Savepoint()
    {
        _savepoint.Run();
        _saved = (_sequence, _rowHash);
    }

    public void Release() => _release.Run();

    public void RollbackToSavepoint()
    {
        _undo.Run();
        _release.Run();
        (_sequence, _rowHash) = _saved;
    }

    public long Insert(SigningIntent intent, string recordedAt)
    {
        EntryColumns.Bind(_intent, intent, _node, _sequence + 1, recordedAt);
        Execute(_intent, JournalFaults.IntentExists);
        return _sequence;
    }

    public void Insert(SigningOutcome outcome, long intentSequence, string recordedAt)
    {
        EntryColumns.Bind(_outcome, outcome, _node, _sequence + 1, recordedAt, intentSequence);
        Execute(_outcome, JournalFaults.OutcomeExists);
    }

    public void Insert(SealedPair pair, string recordedAt)
    {
        EntryColumns.Bind(_pair, pair, _node, _sequence + 1, recordedAt);
        Execute(_pair, JournalFaults.PairExists);
    }

    public void Insert(JournalEvent entry, string recordedAt)
    {
        EntryColumns.Bind(_event, entry, _node, _sequence + 1, recordedAt);
        Execute(_event, JournalFaults.Refused);
    }

    public void Insert(StatusEvidence evidence)
    {
        EntryColumns.Bind(_evidence, evidence);
        _evidence.Execute();
    }

    public void Insert(SealedCheckpoint checkpoint)
    {
        EntryColumns.Bind(_checkpoint, checkpoint);
        try
        {
            _checkpoint.Execute();
        }
        catch (SqliteException refusal) when (refusal.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            // Its number is taken: that is no reason to take no more signatures.
            throw JournalFaults.Refused(refusal);
        }
    }

    public IntentRow? FindIntent(SigningOutcome outcome) => _intents.Find(outcome);

    public void Count(KeyName key, string day, long signed, long other)
    {
        EntryColumns.Bind(_keyUse, key, day, signed, other);
        _keyUse.Execute();
    }

    public void MarkClosed(long sequence) =>
        JournalConnection.Execute(
            _connection,
            string.Create(CultureInfo.InvariantCulture, $"UPDATE closed SET sequence = max(sequence, {sequence});")
        );

    public void Commit() => _commit.Run();

    /// <inheritdoc />
    /// <remarks>64 KiB, so that a file which has no room for a commit of usual size doesn't pass.</remarks>
    public void Probe()
    {
        if (_isWalHeld)
        {
            throw new IOException(
                "A reader holds the journal's WAL (an audit or an export that runs): it can't be moved into the file."
            );
        }
        JournalConnection.Execute(
            _connection,
            "INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob(65536));"
        );
        JournalConnection.Execute(_connection, "DELETE FROM probe;");
    }

    public void Dispose()
    {
        foreach (Statement statement in (Statement[])[_begin, _savepoint, _release, _undo, _commit])
        {
            statement.Dispose();
        }
        _intent.Dispose();
        _outcome.Dispose();
        _pair.Dispose();
        _event.Dispose();
        _evidence.Dispose();
        _checkpoint.Dispose();
        _keyUse.Dispose();
        _intents.Dispose();
        _connection.Dispose();
    }

    /// <summary>A broken UNIQUE rule, or foreign key, concerns the entry; a taken sequence means that someone else wrote here.</summary>
    private void Execute(InsertStatement insert, Func<Exception, SigningException> exists)
    {
        try
        {
            _rowHash = insert.Execute(_rowHash);
            _sequence++;
        }
        catch (SqliteException refusal) when (refusal.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            throw exists(refusal);
        }
        catch (SqliteException refusal)
            when (refusal.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT
                && refusal.SqliteExtendedErrorCode != SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY
            )
        {
            throw JournalFaults.Refused(refusal);
        }
    }
}
