// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>
/// Where canonical octets go, through a pooled buffer, so that the canonical form never stands anywhere as a whole. Call
/// <see cref="Flush"/> at the end. Can be used for several forms, one after another.
/// </summary>
internal abstract class CanonicalSink(int bufferSize = 8192) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(bufferSize);
    private int _used;

    /// <summary>What was not handed on yet.</summary>
    protected ReadOnlySpan<byte> Buffered => _buffer.AsSpan(0, _used);

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > _buffer.Length - _used)
        {
            Flush();
            if (octets.Length >= _buffer.Length)
            {
                Consume(octets);
                return;
            }
        }
        octets.CopyTo(_buffer.AsSpan(_used));
        _used += octets.Length;
    }

    public void Write(byte octet)
    {
        if (_used == _buffer.Length)
        {
            Flush();
        }
        _buffer[_used++] = octet;
    }

    /// <summary>Hands on what is still in the buffer.</summary>
    public void Flush()
    {
        if (_used > 0)
        {
            Consume(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }

    public virtual void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _used = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Forgets what is in the buffer.</summary>
    protected void Clear() => _used = 0;

    protected abstract void Consume(ReadOnlySpan<byte> octets);
}
