// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Who may have sealed checkpoints, and who may have told the time. Measured at the time that the timestamp proves; without
/// one at the time that the checkpoint states, which its signer could choose.
/// </summary>
internal sealed class CheckpointTrust
{
    private readonly TrustAnchors _anchors;
    private readonly CertificatePathValidator _paths = new();
    private readonly TimestampTokenVerifier _timestamps;
    private readonly ConcurrentDictionary<string, long> _signers = new(StringComparer.Ordinal);

    /// <summary>Who sealed how many of the checkpoints that were good: subject and SHA-256 of the certificate.</summary>
    public IReadOnlyDictionary<string, long> Signers => _signers;

    /// <summary>How many of them bear a good timestamp.</summary>
    public long Timestamped => Interlocked.Read(ref _timestamped);

    private long _timestamped;

    public CheckpointTrust(TrustAnchors anchors) =>
        (_anchors, _timestamps) = (anchors, new TimestampTokenVerifier(_paths));

    /// <summary>Null when the seal is good, else one sentence that says what isn't.</summary>
    public string? Check(SealedCheckpoint checkpoint)
    {
        var time = checkpoint.Checkpoint.Time;
        if (!checkpoint.Seal.TimestampToken.IsEmpty && CheckTimestamp(checkpoint.Seal, ref time) is { } fault)
        {
            return fault;
        }
        try
        {
            var signature = DetachedSignature.Verify(checkpoint.Seal.Signature, checkpoint.Canonical);
            var path = _paths.Validate(
                signature.Certificate,
                signature.Certificates,
                _anchors.Signers,
                time,
                PathPurpose.DocumentSigning
            );
            if (!path.Passed)
            {
                return $"The certificate of the seal is not trusted: {path.Reason}";
            }
            Count(checkpoint, signature.Certificate);
            return null;
        }
        catch (PkiFormatException e)
        {
            return e.Message;
        }
    }

    private string? CheckTimestamp(CheckpointSeal seal, ref DateTimeOffset time)
    {
        var verification = _timestamps.Verify(
            seal.TimestampToken,
            seal.Signature,
            _anchors.TimestampAuthorities,
            TokenStrictness.Lenient
        );
        if (!verification.Passed)
        {
            return $"The timestamp of the seal is not good: {verification.Reason}";
        }
        time = verification.Time!.Value;
        return null;
    }

    private void Count(SealedCheckpoint checkpoint, X509Certificate2 certificate)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
        _signers.AddOrUpdate($"{certificate.Subject}, SHA-256 {digest}", 1, static (_, count) => count + 1);
        if (!checkpoint.Seal.TimestampToken.IsEmpty)
        {
            Interlocked.Increment(ref _timestamped);
        }
    }
}
