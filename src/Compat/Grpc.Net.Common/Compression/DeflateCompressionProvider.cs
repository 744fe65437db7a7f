// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>Compresses messages as <c>deflate</c>, which on the wire means the zlib format (RFC 1950, RFC 9110 §8.4.1.2).</summary>
/// <param name="defaultCompressionLevel">The level where none is asked for.</param>
public sealed class DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) : ICompressionProvider
{
    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new ZLibStream(stream, compressionLevel ?? defaultCompressionLevel, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) =>
        new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
