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

    /// <summary>Takes a text; false when it is the one that is bound already.</summary>
    public bool Set(string value)
    {
        if (string.Equals(value, _value, StringComparison.Ordinal))
        {
            return false;
        }
        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_utf8 is null || _utf8.Length < most)
        {
            _utf8 = new byte[most];
        }
        _length = Encoding.UTF8.GetBytes(value, _utf8);
        _value = value;
        return true;
    }

    /// <summary>Something else is bound.</summary>
    public void Clear() => _value = null;
}
