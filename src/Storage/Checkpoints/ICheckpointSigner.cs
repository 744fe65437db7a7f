// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>The port to the key that signs checkpoints of the journal: the journal knows neither the HSM nor CMS.</summary>
public interface ICheckpointSigner
{
    /// <summary>Signs, and timestamps when there is an authority, the canonical bytes of a checkpoint.</summary>
    /// <param name="canonical">What <see cref="JournalCheckpoint.Canonical"/> gives; valid until the task ends.</param>
    /// <param name="cancellationToken">Ends the attempt; the next one follows.</param>
    /// <remarks>Whatever it throws never stops signing of documents: <see cref="CheckpointWriter"/> shows it and tries again.</remarks>
    Task<CheckpointSeal> SealAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken);
}
