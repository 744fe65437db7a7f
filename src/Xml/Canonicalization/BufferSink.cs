// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>Hands canonical octets to a buffer writer.</summary>
internal sealed class BufferSink(IBufferWriter<byte> output) : CanonicalSink
{
    protected override void Consume(ReadOnlySpan<byte> octets) => output.Write(octets);
}
