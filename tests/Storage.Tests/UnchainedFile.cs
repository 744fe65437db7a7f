// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>The file as it was written before there were a chain and uses of keys: what the measurement compares with.</summary>
internal sealed class UnchainedFile : IJournalFile
{
    private readonly SqliteJournalFile _file;
    private readonly InsertStatement _intent;
    private readonly InsertStatement _outcome;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private long _sequence;

    public UnchainedFile(JournalOptions options)
    {
        _file = SqliteJournalFile.Open(options, TimeProvider.System);
        _intent = new InsertStatement(_file.Connection, "intent", EntryColumns.Intent);
        _outcome = new InsertStatement(_file.Connection, "outcome", EntryColumns.Outcome);
        _begin = new Statement(_file.Connection, "BEGIN IMMEDIATE");
        _commit = new Statement(_file.Connection, "COMMIT");
    }

    public JournalHead Head => new(_sequence, Genesis);

    public ReadOnlyMemory<byte> Genesis => _file.Genesis;

    public long Anchor => 0;

    public string? OldestRecordedAt => null;

    public void Begin() => _begin.Run();

    public long Insert(SigningIntent intent, string recordedAt)
    {
        EntryColumns.Bind(_intent, intent, "node-1", ++_sequence, recordedAt);
        _intent.Execute();
        return _sequence;
    }

    public void Insert(SigningOutcome outcome, long intentSequence, string recordedAt)
    {
        EntryColumns.Bind(_outcome, outcome, "node-1", ++_sequence, recordedAt, intentSequence);
        _outcome.Execute();
    }

    public IntentRow? FindIntent(SigningOutcome outcome) => null;

    public void Count(KeyName key, string day, long signed, long other) => _ = key;

    public void Commit() => _commit.Run();

    public void Dispose()
    {
        _intent.Dispose();
        _outcome.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _file.Dispose();
    }

    // The measurement appends one row at a time, and nothing else.
    public void Savepoint() => throw new NotSupportedException();

    public void Release() => throw new NotSupportedException();

    public void RollbackToSavepoint() => throw new NotSupportedException();

    public void Insert(SealedPair pair, string recordedAt) => throw new NotSupportedException();

    public void Insert(JournalEvent entry, string recordedAt) => throw new NotSupportedException();

    public void Insert(StatusEvidence evidence) => throw new NotSupportedException();

    public void Insert(SealedCheckpoint checkpoint) => throw new NotSupportedException();

    public void MarkClosed(long sequence) => throw new NotSupportedException();

    public void Probe() => throw new NotSupportedException();
}
