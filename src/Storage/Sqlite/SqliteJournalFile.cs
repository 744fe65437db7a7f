// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>The file as SQLite writes it, through statements that are prepared once.</summary>
internal sealed class SqliteJournalFile : IJournalFile
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _savepoint;
    private readonly SqliteCommand _release;
    private readonly SqliteCommand _undo;
    private readonly SqliteCommand _commit;
    private readonly InsertStatement _intent;
    private readonly InsertStatement _outcome;
    private readonly InsertStatement _pair;
    private readonly InsertStatement _evidence;
    private readonly string _node;

    private SqliteJournalFile(SqliteConnection connection, string node)
    {
        (_connection, _node) = (connection, node);
        _begin = Prepare("BEGIN IMMEDIATE");
        _savepoint = Prepare("SAVEPOINT append");
        _release = Prepare("RELEASE append");
        _undo = Prepare("ROLLBACK TO append");
        _commit = Prepare("COMMIT");
        _intent = new InsertStatement(connection, "intent", EntryColumns.Intent);
        _outcome = new InsertStatement(connection, "outcome", EntryColumns.Outcome);
        _pair = new InsertStatement(connection, "pair", EntryColumns.Pair);
        _evidence = new InsertStatement(connection, "status_evidence", EntryColumns.Evidence, "INSERT OR IGNORE");
        LastSequence = JournalConnection.Integer(
            connection,
            """
            SELECT max(coalesce((SELECT max(sequence) FROM intent), 0), coalesce((SELECT max(sequence) FROM outcome), 0),
                       coalesce((SELECT max(sequence) FROM pair), 0))
            """
        );
    }

    public long LastSequence { get; }

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
            JournalConnection.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
            return new SqliteJournalFile(connection, options.NodeId);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Savepoint() => _savepoint.ExecuteNonQuery();

    public void Release() => _release.ExecuteNonQuery();

    public void RollbackToSavepoint()
    {
        _undo.ExecuteNonQuery();
        _release.ExecuteNonQuery();
    }

    public void Insert(SigningIntent intent, long sequence, string recordedAt)
    {
        EntryColumns.Bind(_intent, intent, _node, sequence, recordedAt);
        Execute(_intent, JournalFaults.IntentExists);
    }

    public void Insert(SigningOutcome outcome, long sequence, string recordedAt)
    {
        EntryColumns.Bind(_outcome, outcome, _node, sequence, recordedAt);
        Execute(_outcome, JournalFaults.OutcomeExists);
    }

    public void Insert(SealedPair pair, long sequence, string recordedAt)
    {
        EntryColumns.Bind(_pair, pair, _node, sequence, recordedAt);
        Execute(_pair, JournalFaults.PairExists);
    }

    public void Insert(StatusEvidence evidence)
    {
        EntryColumns.Bind(_evidence, evidence);
        _evidence.Execute();
    }

    public void Commit() => _commit.ExecuteNonQuery();

    /// <inheritdoc />
    /// <remarks>64 KiB, so that a file which has no room for a commit of usual size doesn't pass.</remarks>
    public void Probe()
    {
        JournalConnection.Execute(
            _connection,
            "INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob(65536));"
        );
        JournalConnection.Execute(_connection, "DELETE FROM probe;");
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in (SqliteCommand[])[_begin, _savepoint, _release, _undo, _commit])
        {
            command.Dispose();
        }
        _intent.Dispose();
        _outcome.Dispose();
        _pair.Dispose();
        _evidence.Dispose();
        _connection.Dispose();
    }

    /// <summary>A broken UNIQUE rule, or foreign key, concerns the entry; a taken sequence means that someone else wrote here.</summary>
    private static void Execute(InsertStatement insert, Func<Exception, SigningException> exists)
    {
        try
        {
            insert.Execute();
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

    private SqliteCommand Prepare(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Prepare();
        return command;
    }
}
