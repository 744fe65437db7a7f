// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace Grpc.Core;

/// <summary>Collects one message in memory.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private ArrayBufferWriter<byte>? writer;
    private byte[]? payload;
    private int? length;

    public override void Complete(byte[] payload) => End(payload);

    public override IBufferWriter<byte> GetBufferWriter() =>
        writer ??= length > 0 ? new ArrayBufferWriter<byte>(length.Value) : new ArrayBufferWriter<byte>();

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        length = payloadLength;
    }

    public override void Complete() => End(writer?.WrittenSpan.ToArray() ?? []);

    /// <summary>The message.</summary>
    /// <exception cref="InvalidOperationException">The serializer did not complete it.</exception>
    public byte[] ToArray() => payload ?? throw new InvalidOperationException("The message was not completed.");

    private void End(byte[] bytes) =>
        payload = payload is null ? bytes : throw new InvalidOperationException("The message is complete.");
}
