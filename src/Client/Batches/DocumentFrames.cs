// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using Google.Protobuf;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>Cuts documents into stream messages, without copying them.</summary>
internal static class DocumentFrames
{
    /// <summary>The largest content of one message, in bytes.</summary>
    public const int MaxChunk = 256 * 1024;

    public static ItemStart Start(DocumentToSign document)
    {
        var content = document.Content;
        return new ItemStart
        {
            ItemId = document.Id,
            Format = document.Format,
            Size = content.Length,
            Sha256 = ByteString.CopyFrom(SHA256.HashData(content.Span)),
            Content = content.Length <= MaxChunk ? UnsafeByteOperations.UnsafeWrap(content) : ByteString.Empty,
        };
    }

    /// <summary>The chunks of a large document; none for a small one.</summary>
    public static IEnumerable<ItemChunk> Chunks(DocumentToSign document)
    {
        var content = document.Content;
        for (var at = 0; content.Length > MaxChunk && at < content.Length; at += MaxChunk)
        {
            var piece = content.Slice(at, Math.Min(MaxChunk, content.Length - at));
            yield return new ItemChunk { Data = UnsafeByteOperations.UnsafeWrap(piece) };
        }
    }
}
