// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Writes appends into the file in one transaction, and counts the uses of keys in it. An append that breaks a rule is undone alone
/// and bears its refusal; whatever else goes wrong is thrown, and the transaction is left open. Used by the writer thread.
/// </summary>
internal sealed class BatchWriter
{
    private const int DayLength = 10;

    private readonly IntentMemory _intents = new();
    private readonly KeyUseTally _keyUse = new();
    private readonly List<long> _opened = [];
    private readonly List<KeyName?> _used = [];

    /// <summary>Writes and commits.</summary>
    /// <param name="file">No transaction is open in it.</param>
    /// <param name="batch">The appends, in the order of their rows.</param>
    /// <param name="recordedAt">The time of every row, as <see cref="ColumnText"/> writes it.</param>
    public void Write(IJournalFile file, List<PendingAppend> batch, string recordedAt)
    {
        file.Begin();
        foreach (PendingAppend append in batch)
        {
            WriteAppend(file, append, recordedAt);
        }
        _keyUse.Write(file, recordedAt[..DayLength]);
        file.Commit();
    }

    /// <summary>After a commit that failed, nothing that was remembered of keys is sure.</summary>
    public void Forget()
    {
        _intents.Forget();
        _keyUse.Forget();
    }

    // One row is atomic by itself; more need a savepoint.
    private void WriteAppend(IJournalFile file, PendingAppend append, string recordedAt)
    {
        bool several = append.Rows > 1;
        if (several)
        {
            file.Savepoint();
        }
        try
        {
            WriteRows(file, append, recordedAt);
            if (several)
            {
                file.Release();
            }
            Note(append);
        }
        catch (SigningException refusal)
        {
            append.Refusal = refusal;
            if (several)
            {
                file.RollbackToSavepoint();
            }
        }
    }

    private void WriteRows(IJournalFile file, PendingAppend append, string recordedAt)
    {
        _opened.Clear();
        _used.Clear();
        foreach (SigningIntent intent in append.Intents)
        {
            _opened.Add(file.Insert(intent, recordedAt));
        }
        foreach (SigningOutcome outcome in append.Outcomes)
        {
            IntentRow intent = _intents.Find(outcome, file);
            file.Insert(outcome, intent.Sequence, recordedAt);
            _used.Add(MayHaveUsed(outcome, intent) ? intent.Key : null);
        }
        if (append.Pair is { } pair)
        {
            file.Insert(pair, recordedAt);
        }
        if (append.Event is { } entry)
        {
            file.Insert(entry, recordedAt);
        }
        WriteAside(file, append);
    }

    // A step that failed before its turn came asked no key: neither row says what it would have signed.
    private static bool MayHaveUsed(SigningOutcome outcome, IntentRow intent) =>
        outcome.Kind != OutcomeKind.Failed || intent.HasDigest || !outcome.DigestToSign.IsEmpty;

    // Only of rows that stay.
    private void Note(PendingAppend append)
    {
        for (int i = 0; i < append.Intents.Length; i++)
        {
            _intents.Open(append.Intents[i], _opened[i]);
        }
        for (int i = 0; i < append.Outcomes.Length; i++)
        {
            _intents.Close(append.Outcomes[i]);
            if (_used[i] is { } key)
            {
                _keyUse.Note(key, append.Outcomes[i].Kind);
            }
        }
    }

    private static void WriteAside(IJournalFile file, PendingAppend append)
    {
        if (append.Evidence is { } evidence)
        {
            file.Insert(evidence);
        }
        if (append.Checkpoint is { } checkpoint)
        {
            file.Insert(checkpoint);
        }
        if (append.ClosedThrough is { } sequence)
        {
            file.MarkClosed(sequence);
        }
    }
}
