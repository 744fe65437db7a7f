// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One way to compress messages.</summary>
public interface ICompressionProvider
{
    /// <summary>The name on the wire (<c>grpc-encoding</c>).</summary>
    string EncodingName { get; }

    /// <summary>Makes a stream that compresses what is written to it.</summary>
    /// <param name="stream">Takes the compressed bytes; it is left open.</param>
    /// <param name="compressionLevel">The level; null for the provider's own.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>Makes a stream that reads what was compressed.</summary>
    /// <param name="stream">Holds the compressed bytes; it is left open.</param>
    Stream CreateDecompressionStream(Stream stream);
}
