// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Digests of a growing file: what was there before is digested once, however many signatures follow.</summary>
internal sealed class RunningDigests(PdfFile file) : IDisposable
{
    private readonly Dictionary<HashAlgorithmName, (IncrementalHash Hash, int Parts)> _running = [];

    /// <summary>The digest of the file and an update behind it, without a gap in the update.</summary>
    public byte[] With(HashAlgorithmName algorithm, ReadOnlySpan<byte> update, int gapStart, int gapEnd)
    {
        using var hash = Current(algorithm).Clone();
        hash.AppendData(update[..gapStart]);
        hash.AppendData(update[gapEnd..]);
        return hash.GetHashAndReset();
    }

    /// <summary>The digest of the file as it is now.</summary>
    public byte[] Of(HashAlgorithmName algorithm) => Current(algorithm).GetCurrentHash();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (hash, _) in _running.Values)
        {
            hash.Dispose();
        }
    }

    private IncrementalHash Current(HashAlgorithmName algorithm)
    {
        if (!_running.TryGetValue(algorithm, out var running))
        {
            running = (IncrementalHash.CreateHash(algorithm), 0);
        }
        for (; running.Parts < file.Parts.Count; running.Parts++)
        {
            running.Hash.AppendData(file.Parts[running.Parts].Span);
        }
        _running[algorithm] = running;
        return running.Hash;
    }
}
