// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>A checkpoint with its seal, as it stands in the journal and in the folder outside.</summary>
/// <param name="Checkpoint">What was sealed.</param>
/// <param name="Canonical">The bytes that were sealed.</param>
/// <param name="Seal">The seal.</param>
public sealed record SealedCheckpoint(
    JournalCheckpoint Checkpoint,
    ReadOnlyMemory<byte> Canonical,
    CheckpointSeal Seal
);
