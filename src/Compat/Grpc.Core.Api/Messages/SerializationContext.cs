// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace Grpc.Core;

/// <summary>
/// Where a serializer puts one message: either all at once with <see cref="Complete(byte[])"/>, or through
/// <see cref="GetBufferWriter"/> followed by <see cref="Complete()"/>.
/// </summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message.</summary>
    /// <param name="payload">The message; it is the context's from now on.</param>
    /// <exception cref="NotSupportedException">The context does not take whole messages.</exception>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>The writer for the message.</summary>
    /// <exception cref="NotSupportedException">The context has no writer.</exception>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Tells the message's length before it is written.</summary>
    /// <param name="payloadLength">The length in bytes; what is written must have exactly this length.</param>
    /// <exception cref="NotSupportedException">The context takes no length.</exception>
    public virtual void SetPayloadLength(int payloadLength) => throw new NotSupportedException();

    /// <summary>Ends the message that was written through <see cref="GetBufferWriter"/>.</summary>
    /// <exception cref="NotSupportedException">The context has no writer.</exception>
    public virtual void Complete() => throw new NotSupportedException();
}
