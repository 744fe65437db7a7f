// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core.Tests;

/// <summary>Signs with a key in memory; a hook runs before each signature.</summary>
internal sealed class SoftwareSigner(ECDsa key) : IDigestSigner
{
    private int _signatures;

    public int Signatures => _signatures;

    /// <summary>What was signed, in hex; in the order in which it was asked for.</summary>
    public List<string> Digests { get; } = [];

    public Func<CancellationToken, Task> BeforeSigning { get; set; } = static _ => Task.CompletedTask;

    public async ValueTask<byte[]> SignDigestAsync(
        string keyUri,
        SignatureAlgorithm algorithm,
        ReadOnlyMemory<byte> digest,
        CancellationToken cancellationToken
    )
    {
        await BeforeSigning(cancellationToken);
        Interlocked.Increment(ref _signatures);
        lock (key)
        {
            Digests.Add(Convert.ToHexString(digest.Span));
            return key.SignHash(digest.Span);
        }
    }
}
