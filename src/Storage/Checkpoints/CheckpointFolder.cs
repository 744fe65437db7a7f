// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Globalization;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Puts each checkpoint into the folder outside, and what a folder that was away has missed. A folder that holds what this journal
/// never made is evidence, and stays as it is. One may add while another writes.
/// </summary>
internal sealed class CheckpointFolder
{
    /// <summary>How many missed ones are caught up with after a start: a week of one every ten minutes.</summary>
    public const int MaxMissing = 1000;

    private readonly string? _folder;
    private readonly string _prefix;
    private readonly Queue<SealedCheckpoint> _missed = new();
    private readonly ConcurrentQueue<SealedCheckpoint> _added = new();
    private IReadOnlyList<SealedCheckpoint>? _newest;

    /// <summary>Looks at nothing yet: the folder may be away.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <param name="node">Whose checkpoints it is looked through for.</param>
    /// <param name="newest">The newest checkpoints of the journal, newest first.</param>
    public CheckpointFolder(string? folder, string node, IReadOnlyList<SealedCheckpoint> newest)
    {
        _folder = folder;
        _prefix = $"checkpoint-{node}-";
        _newest = folder is null ? null : newest;
    }

    /// <summary>Lets it wait. Of more than <see cref="MaxMissing"/> that wait the oldest are left out; they are in the journal.</summary>
    public void Add(SealedCheckpoint checkpoint)
    {
        if (_folder is null)
        {
            return;
        }
        _added.Enqueue(checkpoint);
        if (_added.Count > MaxMissing)
        {
            _added.TryDequeue(out _);
        }
    }

    /// <summary>Writes what is waiting, in order.</summary>
    /// <exception cref="IOException">
    /// The folder can't be written, the rest stays to be written; or it holds what this journal never made.
    /// </exception>
    public void WriteMissing()
    {
        if (_newest is not null)
        {
            Look(_newest);
            _newest = null;
        }
        while (_missed.TryPeek(out SealedCheckpoint? checkpoint))
        {
            CheckpointFile.Write(_folder!, checkpoint);
            _missed.Dequeue();
        }
        while (_added.TryDequeue(out SealedCheckpoint? checkpoint))
        {
            _missed.Enqueue(checkpoint); // Stays there when it can't be written.
            CheckpointFile.Write(_folder!, checkpoint);
            _missed.Dequeue();
        }
    }

    private void Look(IReadOnlyList<SealedCheckpoint> newest)
    {
        long last = newest.Count == 0 ? 0 : newest[0].Checkpoint.Number;
        if (Directory.EnumerateFiles(_folder!, _prefix + "*.json").Max(NumberOf) is { } outside && outside > last)
        {
            throw new IOException(
                $"{_folder} holds checkpoint {outside}, the journal had {last} at the start: it was restored or swapped."
            );
        }
        foreach (SealedCheckpoint checkpoint in newest.TakeWhile(c => !IsThere(c)).Reverse())
        {
            _missed.Enqueue(checkpoint);
        }
    }

    // Null for a file of another node whose name begins as this one's.
    private long? NumberOf(string path) =>
        long.TryParse(
            Path.GetFileNameWithoutExtension(path).AsSpan(_prefix.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out long number
        )
            ? number
            : null;

    private bool IsThere(SealedCheckpoint checkpoint) =>
        File.Exists(Path.Combine(_folder!, CheckpointFile.Name(checkpoint.Checkpoint)));
}
