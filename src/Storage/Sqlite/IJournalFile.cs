// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The writer's side of the file; used by one thread. The place where tests let a disk fail. A <see cref="SigningException"/> from an
/// insert concerns that entry alone; any other exception means that the file cannot be relied on.
/// </summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>The last row that was inserted, committed or not; when the file was just opened, the last one it holds.</summary>
    JournalHead Head { get; }

    /// <summary>What the chain of the file begins with.</summary>
    ReadOnlyMemory<byte> Genesis { get; }

    /// <summary>The last row that was archived when the file was opened; 0 when none was.</summary>
    long Anchor { get; }

    /// <summary>When the oldest row was recorded, as text; null when there is none.</summary>
    string? OldestRecordedAt { get; }

    void Begin();

    void Savepoint();

    void Release();

    /// <summary>Undoes what came after <see cref="Savepoint"/>, and ends it.</summary>
    void RollbackToSavepoint();

    /// <summary>Takes the next sequence, which it gives, and the next link of the chain, as every insert of an entry.</summary>
    long Insert(SigningIntent intent, string recordedAt);

    void Insert(SigningOutcome outcome, long intentSequence, string recordedAt);

    void Insert(SealedPair pair, string recordedAt);

    void Insert(JournalEvent entry, string recordedAt);

    /// <summary>Takes no sequence; evidence of the same digest that is there already stays.</summary>
    void Insert(StatusEvidence evidence);

    /// <summary>Takes no sequence.</summary>
    void Insert(SealedCheckpoint checkpoint);

    /// <summary>The intent of an outcome that is to be inserted; null when the journal holds none.</summary>
    /// <exception cref="SigningException">The intent has an outcome already, as far as this tells.</exception>
    IntentRow? FindIntent(SigningOutcome outcome);

    /// <summary>Adds to the use of a key on a day.</summary>
    void Count(KeyName key, string day, long signed, long other);

    /// <summary>Notes that no intent up to here is open.</summary>
    void MarkClosed(long sequence);

    /// <summary>Returns when the rows are on the disk.</summary>
    void Commit();

    /// <summary>
    /// Commits something that needs new pages and an fsync, and takes no sequence. Fails too when what the WAL held at the opening is
    /// not known to be in the file.
    /// </summary>
    void Probe();
}
