// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Attributes, namespace declarations not among them.</content>
internal sealed partial class XmlTree
{
    /// <inheritdoc />
    public int AttributeCount(int element) => Elements[element].AttributeCount;

    /// <inheritdoc />
    public string AttributeName(int element, int index)
    {
        ref var attribute = ref AttributeAt(element, index);
        return Encoding.UTF8.GetString(Bytes.Slice(attribute.NameStart, attribute.NameLength));
    }

    /// <inheritdoc />
    public bool IsAttributeName(int element, int index, string name)
    {
        ref var attribute = ref AttributeAt(element, index);
        Span<byte> utf8 = stackalloc byte[128];
        return Encoding.UTF8.TryGetBytes(name, utf8, out var length)
            ? Bytes.Slice(attribute.NameStart, attribute.NameLength).SequenceEqual(utf8[..length])
            : AttributeName(element, index) == name;
    }

    /// <inheritdoc />
    public bool HasAttribute(int element, string name, ReadOnlySpan<char> value)
    {
        Span<byte> utf8 = stackalloc byte[128];
        Span<byte> valueUtf8 = stackalloc byte[512];
        return
            Encoding.UTF8.TryGetBytes(name, utf8, out var length)
            && Encoding.UTF8.TryGetBytes(value, valueUtf8, out var valueLength)
            ? AttributeIs(element, default, utf8[..length], valueUtf8[..valueLength])
            : Attribute(element, name) is { } actual && value.SequenceEqual(actual);
    }

    /// <inheritdoc />
    public string? Attribute(int element, string name)
    {
        Span<byte> utf8 = stackalloc byte[128];
        return Encoding.UTF8.TryGetBytes(name, utf8, out var length)
            ? Attribute(element, default, utf8[..length])
            : Attribute(element, default, Encoding.UTF8.GetBytes(name));
    }

    /// <summary>The value of the attribute of that expanded name, normalised; null when it is absent.</summary>
    public string? Attribute(int element, ReadOnlySpan<byte> namespaceName, ReadOnlySpan<byte> localName)
    {
        var index = FindAttribute(element, namespaceName, localName);
        return index < 0 ? null : AttributeValue(AttributeAt(element, index));
    }

    /// <summary>The place of that attribute among the element's; -1 when it is absent.</summary>
    public int FindAttribute(int element, ReadOnlySpan<byte> namespaceName, ReadOnlySpan<byte> localName)
    {
        for (var i = 0; i < Elements[element].AttributeCount; i++)
        {
            ref var attribute = ref AttributeAt(element, i);
            if (
                Names[attribute.LocalName].SequenceEqual(localName)
                && Names[attribute.Namespace].SequenceEqual(namespaceName)
            )
            {
                return i;
            }
        }
        return -1;
    }

    public ReadOnlySpan<byte> AttributeLocalNameUtf8(int element, int index) =>
        Names[AttributeAt(element, index).LocalName];

    public ReadOnlySpan<byte> AttributeNamespaceUtf8(int element, int index) =>
        Names[AttributeAt(element, index).Namespace];

    /// <summary>The value, normalised.</summary>
    public string AttributeValue(int element, int index) => AttributeValue(AttributeAt(element, index));

    /// <summary>True when the attribute is there and has that value; no string is made unless it needs normalisation.</summary>
    public bool AttributeIs(
        int element,
        ReadOnlySpan<byte> namespaceName,
        ReadOnlySpan<byte> localName,
        ReadOnlySpan<byte> value
    )
    {
        var index = FindAttribute(element, namespaceName, localName);
        if (index < 0)
        {
            return false;
        }
        ref var attribute = ref AttributeAt(element, index);
        if ((attribute.Flags & XmlTextFlags.NeedsNormalization) == 0)
        {
            return Bytes.Slice(attribute.ValueStart, attribute.ValueLength).SequenceEqual(value);
        }
        using var normalized = new PooledBuffer(attribute.ValueLength);
        XmlText.WriteAttributeValue(Bytes.Slice(attribute.ValueStart, attribute.ValueLength), normalized);
        return normalized.WrittenSpan.SequenceEqual(value);
    }

    internal string AttributeValue(in AttributeRecord attribute)
    {
        var raw = Bytes.Slice(attribute.ValueStart, attribute.ValueLength);
        if ((attribute.Flags & XmlTextFlags.NeedsNormalization) == 0)
        {
            return Signatures.KnownUris.Find(raw) ?? Encoding.UTF8.GetString(raw);
        }
        using var value = new PooledBuffer(raw.Length);
        XmlText.WriteAttributeValue(raw, value);
        return Encoding.UTF8.GetString(value.WrittenSpan);
    }

    private ref AttributeRecord AttributeAt(int element, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Elements[element].AttributeCount);
        return ref Attributes[Elements[element].FirstAttribute + index];
    }
}
