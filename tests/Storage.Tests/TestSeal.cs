// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Seals checkpoints with a key of its own, without CMS, and checks such seals; fails when the test says so.</summary>
internal sealed class TestSeal : ICheckpointSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What the next attempts throw; null for none.</summary>
    public Exception? Failure { get; set; }

    public int Asked { get; private set; }

    public Task<CheckpointSeal> SealAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken)
    {
        Asked++;
        return Failure is null
            ? Task.FromResult(new CheckpointSeal(_key.SignData(canonical.Span, HashAlgorithmName.SHA256), default))
            : Task.FromException<CheckpointSeal>(Failure);
    }

    public string? Check(SealedCheckpoint checkpoint) =>
        _key.VerifyData(checkpoint.Canonical.Span, checkpoint.Seal.Signature.Span, HashAlgorithmName.SHA256)
            ? null
            : "the signature isn't good.";

    public void Dispose() => _key.Dispose();
}
