// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Server.Journaling;

/// <summary>
/// Seals checkpoints of the journal: a detached CMS signature by a key in the HSM, and a timestamp over that signature from the
/// configured authorities.
/// </summary>
/// <param name="identity">Whose key.</param>
/// <param name="signer">The HSM.</param>
/// <param name="timestamps">The authorities; null for none.</param>
/// <param name="time">When certificates have to be valid; measures the waiting.</param>
/// <param name="logger">Hears when a checkpoint stays without timestamp.</param>
internal sealed partial class CheckpointSigner(
    CheckpointIdentity identity,
    IDigestSigner signer,
    ITimestampSource? timestamps,
    TimeProvider time,
    ILogger<CheckpointSigner> logger
) : ICheckpointSigner
{
    // Within the time that one attempt has; the signature alone is worth more now than both later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<CheckpointSeal> SealAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken)
    {
        // What no audit accepts would look like a seal until somebody needs it.
        if (identity.WhyNotGood(time.GetUtcNow()) is { } reason)
        {
            throw new SigningException(
                SigningErrorKind.CertificateNotUsable,
                $"journal.checkpointCertificate can't seal: {reason}"
            );
        }
        var builder = DetachedSignature.Start(identity.Chain[0], identity.Algorithm, canonical.Span);
        var value = await signer.SignDigestAsync(
            identity.KeyUri,
            identity.Algorithm,
            builder.DigestToSign(),
            cancellationToken
        );
        var signature = builder.Complete(value, identity.Chain);
        // A key that is not the certificate's would seal what nobody can check.
        DetachedSignature.Verify(signature, canonical);
        return new CheckpointSeal(signature, await StampAsync(signature, cancellationToken));
    }

    private async Task<ReadOnlyMemory<byte>> StampAsync(byte[] signature, CancellationToken cancellationToken)
    {
        if (timestamps is null)
        {
            return default;
        }
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var imprint = SHA256.HashData(signature);
            return (await timestamps.TimestampAsync(imprint, HashAlgorithmName.SHA256, both.Token)).Token;
        }
        catch (Exception e)
            when (e is SigningException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogWithoutTimestamp(e.GetType().Name);
            return default;
        }
    }

    [LoggerMessage(1811, LogLevel.Warning, "A checkpoint of the journal is signed, but not timestamped ({Cause})")]
    private partial void LogWithoutTimestamp(string cause);
}
