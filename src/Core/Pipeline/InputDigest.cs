// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Core;

/// <summary>SHA-256 over a document and what was asked of it: tells a repeated request from another one with the same id.</summary>
internal static class InputDigest
{
    private const int LargestCopy = 64 << 10;

    public static byte[] Of(SigningRequest request)
    {
        // The count says where the steps end: a document's first lines must not pass for a step.
        var asked = new StringBuilder(256).Append(request.Format).Append('\n').Append(request.Profile).Append('\n');
        asked.Append(request.Steps.Count).Append(request.DocumentTimestamp ? "+timestamp" : "").Append('\n');
        foreach (var step in request.Steps)
        {
            // Names cannot hold a line feed (checked on receipt), so no two lists of steps give the same text.
            asked.Append(step.ClaimedRole).Append('\n').Append(step.IdentityId).Append('\n').Append(step.Level);
            Append(asked, step);
        }
        return Digest(asked.ToString(), request.Document.Span);
    }

    // one call over both is cheaper than a digest object, while the copy is small
    private static byte[] Digest(string asked, ReadOnlySpan<byte> document)
    {
        var length = Encoding.UTF8.GetByteCount(asked);
        if (length + document.Length > LargestCopy)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(asked));
            hash.AppendData(document);
            return hash.GetHashAndReset();
        }
        var both = ArrayPool<byte>.Shared.Rent(length + document.Length);
        try
        {
            Encoding.UTF8.GetBytes(asked, both);
            document.CopyTo(both.AsSpan(length));
            return SHA256.HashData(both.AsSpan(0, length + document.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(both);
        }
    }

    // The line of the level says what follows it. A step that shows nothing reads as it always did.
    private static void Append(StringBuilder asked, SigningStep step)
    {
        asked.Append(step.Appearance is null ? "" : " appearance").Append(step.SealPlace is null ? "" : " seal_place");
        asked.Append('\n');
        if (step.Appearance is { } look)
        {
            Append(asked, look.Place);
            asked.Append(look.FieldName).Append('\n');
            asked.Append(Convert.ToHexString(SHA256.HashData(look.SignerImage.Span))).Append('\n');
            asked.Append(Convert.ToHexString(SHA256.HashData(look.SealImage.Span))).Append('\n');
            asked.Append(CultureInfo.InvariantCulture, $"{look.Lines?.Count ?? -1}\n");
            asked.AppendJoin("", (look.Lines ?? []).Select(static line => line + "\n"));
        }
        if (step.SealPlace is { } place)
        {
            Append(asked, place);
        }
    }

    private static void Append(StringBuilder asked, PagePlace? place) =>
        asked.Append(
            CultureInfo.InvariantCulture,
            $"{place?.Page} {place?.Left:R} {place?.Bottom:R} {place?.Width:R} {place?.Height:R}\n"
        );
}
