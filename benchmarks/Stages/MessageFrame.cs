// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>A message as it comes: gRPC's five octets before it, in the blocks of 4 KiB that the server's pipes are made of.</summary>
internal sealed class MessageFrame : DeserializationContext
{
    private readonly ReadOnlySequence<byte> _frame;

    public MessageFrame(IMessage message)
    {
        var frame = new byte[FrameOutput.HeaderLength + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - FrameOutput.HeaderLength);
        message.WriteTo(frame.AsSpan(FrameOutput.HeaderLength));
        _frame = InBlocks(frame);
    }

    public override int PayloadLength
    {
        get
        {
            Span<byte> header = stackalloc byte[FrameOutput.HeaderLength];
            _frame.Slice(0, FrameOutput.HeaderLength).CopyTo(header);
            return BinaryPrimitives.ReadInt32BigEndian(header[1..]);
        }
    }

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() =>
        _frame.Slice(FrameOutput.HeaderLength, PayloadLength);

    private static ReadOnlySequence<byte> InBlocks(ReadOnlyMemory<byte> frame)
    {
        var first = new Block(frame[..Math.Min(FrameOutput.BlockLength, frame.Length)], 0);
        var last = first;
        for (var at = first.Memory.Length; at < frame.Length; at += last.Memory.Length)
        {
            last = last.Append(frame.Slice(at, Math.Min(FrameOutput.BlockLength, frame.Length - at)));
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Block : ReadOnlySequenceSegment<byte>
    {
        public Block(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

        public Block Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Block(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
