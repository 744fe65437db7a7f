// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Who may have sealed checkpoints, and who may have told the time. Measured at the time that the timestamp proves; without
/// one, or an authority that is trusted, at the time that the checkpoint states, which its signer could choose.
/// </summary>
internal sealed class CheckpointTrust
{
    // A checkpoint is stamped within its one attempt, of a minute at most; the rest is for clocks.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromHours(1);

    private readonly TrustAnchors _anchors;
    private readonly CertificatePathValidator _paths = new();
    private readonly TimestampTokenVerifier _timestamps;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Signer, bool IsTimestamped)> _good = new(StringComparer.Ordinal);

    /// <summary>
    /// Who sealed how many of the checkpoints that were good: subject and SHA-256 of the certificate. One that is in the journal and
    /// outside as well is one.
    /// </summary>
    public IReadOnlyDictionary<string, long> Signers
    {
        get
        {
            lock (_lock)
            {
                return _good
                    .Values.GroupBy(static seal => seal.Signer, StringComparer.Ordinal)
                    .ToDictionary(static seals => seals.Key, static seals => seals.LongCount(), StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Whether timestamps are checked: when an authority is trusted.</summary>
    public bool ChecksTimestamps => _anchors.TimestampAuthorities.Count > 0;

    /// <summary>How many of them bear a good timestamp; null when timestamps are not checked.</summary>
    public long? Timestamped
    {
        get
        {
            lock (_lock)
            {
                return ChecksTimestamps ? _good.Values.LongCount(static seal => seal.IsTimestamped) : null;
            }
        }
    }

    public CheckpointTrust(TrustAnchors anchors) =>
        (_anchors, _timestamps) = (anchors, new TimestampTokenVerifier(_paths));

    /// <summary>Null when the seal is good, else one sentence that says what isn't.</summary>
    public string? Check(SealedCheckpoint checkpoint)
    {
        var time = checkpoint.Checkpoint.Time;
        var isTimestamped = ChecksTimestamps && !checkpoint.Seal.TimestampToken.IsEmpty;
        if (isTimestamped && CheckTimestamp(checkpoint.Seal, ref time) is { } fault)
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
            Count(checkpoint, signature.Certificate, isTimestamped);
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
        var stated = time;
        time = verification.Time!.Value;
        return (time - stated).Duration() <= s_tolerance
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The checkpoint states {stated:u}, but its timestamp is of {time:u}: it was made at another time, or the node's clock was wrong."
            );
    }

    // By what is sealed: the copy outside is the checkpoint of the journal, whichever of the two bears a timestamp.
    private void Count(SealedCheckpoint checkpoint, X509Certificate2 certificate, bool isTimestamped)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
        var sealedText = Convert.ToHexStringLower(SHA256.HashData(checkpoint.Canonical.Span));
        lock (_lock)
        {
            var isKnown = _good.TryGetValue(sealedText, out var known);
            _good[sealedText] = isKnown
                ? known with
                {
                    IsTimestamped = known.IsTimestamped || isTimestamped,
                }
                : ($"{certificate.Subject}, SHA-256 {digest}", isTimestamped);
        }
    }
}
