// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>A real journal file whose commits can be held back, refused, or lost after they were made.</summary>
internal sealed class FakeDisk
{
    public static SqliteException IoError => new("disk I/O error", SQLitePCL.raw.SQLITE_IOERR);

    /// <summary>Runs on the writer thread before each commit.</summary>
    public Action BeforeCommit { get; set; } = static () => { };

    /// <summary>Runs on the writer thread when a commit is on the disk.</summary>
    public Action AfterCommit { get; set; } = static () => { };

    /// <summary>Runs on the writer thread before a probe.</summary>
    public Action BeforeProbe { get; set; } = static () => { };

    public int Commits { get; private set; }

    public int Opened { get; private set; }

    public IJournalFile Open(Func<IJournalFile> open)
    {
        Opened++;
        return new File(this, open());
    }

    private sealed class File(FakeDisk disk, IJournalFile inner) : IJournalFile
    {
        public JournalHead Head => inner.Head;

        public ReadOnlyMemory<byte> Genesis => inner.Genesis;

        public long Anchor => inner.Anchor;

        public string? OldestRecordedAt => inner.OldestRecordedAt;

        public void Begin() => inner.Begin();

        public void Savepoint() => inner.Savepoint();

        public void Release() => inner.Release();

        public void RollbackToSavepoint() => inner.RollbackToSavepoint();

        public long Insert(SigningIntent intent, string recordedAt) => inner.Insert(intent, recordedAt);

        public void Insert(SigningOutcome outcome, long intentSequence, string recordedAt) =>
            inner.Insert(outcome, intentSequence, recordedAt);

        public void Insert(SealedPair pair, string recordedAt) => inner.Insert(pair, recordedAt);

        public void Insert(JournalEvent entry, string recordedAt) => inner.Insert(entry, recordedAt);

        public void Insert(StatusEvidence evidence) => inner.Insert(evidence);

        public void Insert(SealedCheckpoint checkpoint) => inner.Insert(checkpoint);

        public IntentRow? FindIntent(SigningOutcome outcome) => inner.FindIntent(outcome);

        public void Count(KeyName key, string day, long signed, long other) => inner.Count(key, day, signed, other);

        public void MarkClosed(long sequence) => inner.MarkClosed(sequence);

        public void Commit()
        {
            disk.BeforeCommit();
            inner.Commit();
            disk.Commits++;
            disk.AfterCommit();
        }

        public void Probe()
        {
            disk.BeforeProbe();
            inner.Probe();
        }

        public void Dispose() => inner.Dispose();
    }
}
