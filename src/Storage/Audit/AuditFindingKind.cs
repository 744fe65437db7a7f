// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>What an audit of a journal found.</summary>
public enum AuditFindingKind
{
    /// <summary>A row isn't what it was when it was written.</summary>
    RowAltered = 1,

    /// <summary>Rows are missing between others, or at the beginning.</summary>
    RowsDeleted = 2,

    /// <summary>The journal ends before a checkpoint says that it did.</summary>
    RowsTruncated = 3,

    /// <summary>A row stands in another row's place.</summary>
    RowsReordered = 4,

    /// <summary>Two rows claim the same place.</summary>
    RowInserted = 5,

    /// <summary>The file is another node's, or another journal of the node: the chain doesn't begin where it should.</summary>
    DatabaseSwapped = 6,

    /// <summary>The rows are chained well, but aren't those that a checkpoint sealed: they were written anew.</summary>
    HistoryRewritten = 7,

    /// <summary>A checkpoint in the journal was altered, or is missing between others.</summary>
    CheckpointAltered = 8,

    /// <summary>The signature or the timestamp of a checkpoint isn't good.</summary>
    SealNotGood = 9,

    /// <summary>The record of an archive doesn't agree with the chain.</summary>
    ArchiveRecordAltered = 10,

    /// <summary>An issuer's answer that a row names is missing, isn't the one, or says otherwise than what is noted beside it.</summary>
    EvidenceAltered = 11,

    /// <summary>SQLite can't read the file to its end, or what leads to its rows doesn't agree with them.</summary>
    FileDamaged = 12,
}
