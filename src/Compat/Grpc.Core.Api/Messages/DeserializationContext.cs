// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a deserializer finds one message. The payload may be read once only.</summary>
public abstract class DeserializationContext
{
    /// <summary>The message's length in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array of its own, which is the caller's.</summary>
    /// <exception cref="NotSupportedException">The context has no arrays.</exception>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException();

    /// <summary>The message in the context's own buffers, valid only until the deserializer returns.</summary>
    /// <exception cref="NotSupportedException">The context has no sequence.</exception>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException();
}
