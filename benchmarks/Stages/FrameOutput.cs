// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Where messages go, each behind gRPC's five octets, in blocks of the size of the server's pipes; nothing is kept.</summary>
internal sealed class FrameOutput : SerializationContext, IBufferWriter<byte>
{
    /// <summary>The flag and the length.</summary>
    public const int HeaderLength = 5;

    /// <summary>A block of Kestrel's pool.</summary>
    public const int BlockLength = 4096;

    private byte[] _block = new byte[BlockLength];
    private int _used;
    private int _length;
    private int _expected;

    public override void SetPayloadLength(int payloadLength)
    {
        (_length, _used, _expected) = (0, 0, payloadLength + HeaderLength);
        var header = GetSpan(HeaderLength);
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], payloadLength);
        Advance(HeaderLength);
    }

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void Complete()
    {
        if (_length != _expected)
        {
            throw new InvalidOperationException($"{_length} octets were written, {_expected} were told.");
        }
    }

    public override void Complete(byte[] payload)
    {
        SetPayloadLength(payload.Length);
        this.Write(payload);
        Complete();
    }

    public void Advance(int count) => (_used, _length) = (_used + count, _length + count);

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).Span;

    private Memory<byte> Room(int sizeHint)
    {
        if (_block.Length - _used < Math.Max(1, sizeHint))
        {
            _used = 0;
        }
        if (_block.Length < sizeHint)
        {
            _block = new byte[sizeHint];
        }
        return _block.AsMemory(_used);
    }
}
