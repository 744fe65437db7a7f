// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes a document as stream messages, without copying it.</summary>
internal static class DocumentFrames
{
    /// <summary>The largest content of one stream message, in bytes.</summary>
    public const int MaxChunk = 256 * 1024;

    /// <summary>An ItemStart, and chunks for a large document; made one by one as they are written.</summary>
    public static IEnumerable<T> Of<T>(
        string itemId,
        DocumentFormat format,
        ReadOnlyMemory<byte> document,
        ReadOnlyMemory<byte> digest,
        Func<Wire.ItemStart, T> start,
        Func<Wire.ItemChunk, T> chunk
    )
    {
        var isSmall = document.Length <= MaxChunk;
        yield return start(
            new Wire.ItemStart
            {
                ItemId = itemId,
                Format = WireEnums.Write(format),
                Size = document.Length,
                Sha256 = UnsafeByteOperations.UnsafeWrap(digest),
                Content = isSmall ? UnsafeByteOperations.UnsafeWrap(document) : ByteString.Empty,
            }
        );
        for (var at = 0; !isSmall && at < document.Length; at += MaxChunk)
        {
            var piece = document.Slice(at, Math.Min(MaxChunk, document.Length - at));
            yield return chunk(new Wire.ItemChunk { Data = UnsafeByteOperations.UnsafeWrap(piece) });
        }
    }
}
