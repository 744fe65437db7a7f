// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>A CK_ATTRIBUTE array in native memory, for the length of one call.</summary>
internal readonly unsafe ref struct NativeTemplate : IDisposable
{
    private readonly byte* _block;

    public NativeTemplate(ReadOnlySpan<AttributeValue> values)
    {
        var size = values.Length * sizeof(CkAttribute);
        foreach (var value in values)
        {
            size += value.Value.Length;
        }

        _block = (byte*)NativeMemory.AllocZeroed((nuint)Math.Max(size, 1));
        Count = (nuint)values.Length;
        var data = _block + (values.Length * sizeof(CkAttribute));
        for (var i = 0; i < values.Length; i++)
        {
            var octets = values[i].Value;
            octets.CopyTo(new Span<byte>(data, octets.Length));
            Attributes[i] = new CkAttribute
            {
                Type = values[i].Type,
                Value = data,
                ValueLen = (nuint)octets.Length,
            };
            data += octets.Length;
        }
    }

    public CkAttribute* Attributes => (CkAttribute*)_block;

    public nuint Count { get; }

    public void Dispose() => NativeMemory.Free(_block);
}
