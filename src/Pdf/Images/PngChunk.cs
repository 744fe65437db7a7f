// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Images;

/// <summary>One chunk of a PNG, its checksum already right.</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Data">Content.</param>
/// <param name="Offset">Where the chunk begins in the file.</param>
internal readonly record struct PngChunk(ReadOnlyMemory<byte> Type, ReadOnlyMemory<byte> Data, long Offset)
{
    /// <summary>True for a chunk without which the picture can't be told (PNG §5.4: first letter a capital).</summary>
    public bool IsCritical => (Type.Span[0] & 0x20) == 0;

    public bool Is(ReadOnlySpan<byte> type) => Type.Span.SequenceEqual(type);
}
