// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>Octets that objects are read from: a part of the file, or a decoded object stream.</summary>
/// <param name="memory">The octets; not copied.</param>
/// <param name="origin">Where they begin in the file; of a decoded stream, where the stream object begins.</param>
/// <param name="isDecoded">True when positions inside have no offset of their own in the file.</param>
internal sealed class PdfBuffer(ReadOnlyMemory<byte> memory, long origin, bool isDecoded = false)
{
    public ReadOnlyMemory<byte> Memory => memory;

    public ReadOnlySpan<byte> Span => memory.Span;

    public int Length => memory.Length;

    public long Origin => origin;

    public bool IsDecoded => isDecoded;

    /// <summary>The offset in the file to tell a person about a position.</summary>
    public long OffsetOf(int position) => isDecoded ? origin : origin + position;
}
