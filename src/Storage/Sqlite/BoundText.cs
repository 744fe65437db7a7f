// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Storage;

/// <summary>The text that a parameter was bound to last, and its bytes.</summary>
internal struct BoundText
{
    private string? _value;
    private byte[]? _utf8;
    private int _length;

    /// <summary>The bytes of the text that was set.</summary>
    public readonly ReadOnlySpan<byte> Utf8 => _utf8.AsSpan(0, _length);

    /// <summary>Whether it is the text that is bound.</summary>
    public readonly bool Is(string value) => string.Equals(value, _value, StringComparison.Ordinal);

    /// <summary>Takes the bytes of a text, which is not bound yet.</summary>
    public void Encode(string value)
    {
        _value = null;
        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_utf8 is null || _utf8.Length < most)
        {
            _utf8 = new byte[most];
        }
        _length = Encoding.UTF8.GetBytes(value, _utf8);
    }

    /// <summary>It is bound now.</summary>
    public void Bound(string value) => _value = value;

    /// <summary>Something else is bound.</summary>
    public void Clear() => _value = null;
}
