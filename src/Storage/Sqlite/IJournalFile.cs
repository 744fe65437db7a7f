// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// The writer's side of the file; used by one thread. The place where tests let a disk fail. A <see cref="SigningException"/> from an
/// insert concerns that entry alone; any other exception means that the file cannot be relied on.
/// </summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>The sequence of the last row when the file was opened; 0 when there was none.</summary>
    long LastSequence { get; }

    void Begin();

    void Savepoint();

    void Release();

    /// <summary>Undoes what came after <see cref="Savepoint"/>, and ends it.</summary>
    void RollbackToSavepoint();

    void Insert(SigningIntent intent, long sequence, string recordedAt);

    void Insert(SigningOutcome outcome, long sequence, string recordedAt);

    void Insert(SealedPair pair, long sequence, string recordedAt);

    /// <summary>Takes no sequence; evidence of the same digest that is there already stays.</summary>
    void Insert(StatusEvidence evidence);

    /// <summary>Returns when the rows are on the disk.</summary>
    void Commit();

    /// <summary>Commits something that needs new pages and an fsync, and takes no sequence.</summary>
    void Probe();
}
