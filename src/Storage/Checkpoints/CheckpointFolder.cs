// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Puts each checkpoint into the folder outside, and what a folder that was away has missed.</summary>
internal sealed class CheckpointFolder
{
    /// <summary>How many missed ones are caught up with after a start: a week of one every ten minutes.</summary>
    public const int MaxMissing = 1000;

    private readonly string? _folder;
    private readonly Queue<SealedCheckpoint> _missing = new();

    /// <summary>Looks what the folder has missed.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <param name="newest">The newest checkpoints of the journal, newest first.</param>
    public CheckpointFolder(string? folder, IReadOnlyList<SealedCheckpoint> newest)
    {
        _folder = folder;
        foreach (SealedCheckpoint checkpoint in newest.TakeWhile(c => !IsThere(c)).Reverse())
        {
            Add(checkpoint);
        }
    }

    public void Add(SealedCheckpoint checkpoint)
    {
        if (_folder is not null)
        {
            _missing.Enqueue(checkpoint);
        }
    }

    /// <summary>Writes what is waiting, in order.</summary>
    /// <exception cref="IOException">The folder can't be written; the rest stays to be written.</exception>
    public void WriteMissing()
    {
        while (_missing.TryPeek(out SealedCheckpoint? checkpoint))
        {
            CheckpointFile.Write(_folder!, checkpoint);
            _missing.Dequeue();
        }
    }

    private bool IsThere(SealedCheckpoint checkpoint) =>
        _folder is null || File.Exists(Path.Combine(_folder, CheckpointFile.Name(checkpoint.Checkpoint)));
}
