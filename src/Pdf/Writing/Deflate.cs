// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>FlateDecode straight into a buffer.</summary>
internal static class Deflate
{
    private static readonly ZLibCompressionOptions s_options = new() { CompressionLevel = 4 };

    public static void Into(ByteWriter output, ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
        {
            // the framework writes nothing at all for nothing, which is no zlib stream
            output.Raw([0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]);
            return;
        }
        using var target = new Target(output);
        using var zlib = new ZLibStream(target, s_options, leaveOpen: true);
        zlib.Write(octets);
    }

    private sealed class Target(ByteWriter output) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => output.Raw(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer) => output.Raw(buffer);
    }
}
