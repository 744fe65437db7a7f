// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>An attribute of a template, with its value as the octets that the module reads.</summary>
internal readonly record struct AttributeValue(nuint Type, byte[] Value)
{
    public static AttributeValue Of(nuint type, bool value) => new(type, [value ? (byte)1 : (byte)0]);

    public static AttributeValue Of(nuint type, nuint value) =>
        new(type, MemoryMarshal.AsBytes(new ReadOnlySpan<nuint>(in value)).ToArray());

    public static AttributeValue Of(nuint type, ReadOnlySpan<byte> value) => new(type, value.ToArray());

    public static AttributeValue Of(nuint type, string value) => new(type, Encoding.UTF8.GetBytes(value));

    /// <summary>Reads a CK_ULONG; null when the octets aren't one.</summary>
    public static nuint? ToULong(ReadOnlySpan<byte> value) =>
        value.Length == IntPtr.Size ? MemoryMarshal.Read<nuint>(value)
        : value.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(value)
        : null;
}
