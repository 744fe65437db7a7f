// SPDX-License-Identifier: Apache-2.0
using System.Buffers;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Attributes (§3.1, §3.3.3) and their uniqueness (Namespaces §6.3).</content>
internal ref partial struct XmlParser
{
    private const int ManyAttributes = 8;

    private static readonly SearchValues<byte> s_specialValue = SearchValues.Create("&\r\n\t\""u8);

    private void ReadAttributes(int element)
    {
        for (var count = 0; ; count++)
        {
            var at = SkipSpace(_position);
            if (At(at) is (byte)'>' or (byte)'/')
            {
                _position = at;
                return;
            }
            if (at == _position)
            {
                throw Malformed(at, "White space, > or /> is expected here.");
            }
            if (count >= _limits.MaxAttributesPerElement)
            {
                throw TooLarge(at, "An element has more attributes than the limit allows.");
            }
            _position = at;
            ReadAttribute(element);
        }
    }

    private void ReadAttribute(int element)
    {
        var name = ReadName();
        var value = ReadValue(out var flags);
        var attribute = new AttributeRecord
        {
            NameStart = name.Start,
            NameLength = name.Length,
            Prefix = Prefix(name),
            LocalName = LocalName(name),
            ValueStart = value.Start.Value,
            ValueLength = value.End.Value - value.Start.Value,
            Flags = flags,
        };
        if (attribute.Prefix == NameTable.Xmlns)
        {
            Declare(element, attribute.LocalName, attribute);
        }
        else if (attribute is { Prefix: NameTable.Empty, LocalName: NameTable.Xmlns })
        {
            Declare(element, NameTable.Empty, attribute);
        }
        else
        {
            _tree.Attributes.Add() = attribute;
            _tree.Elements[element].AttributeCount++;
        }
    }

    private Range ReadValue(out XmlTextFlags flags)
    {
        var at = SkipSpace(_position);
        if (At(at) != '=')
        {
            throw Malformed(at, "An equals sign must follow the name of an attribute.");
        }
        at = SkipSpace(at + 1);
        var quote = At(at);
        if (quote is not ((byte)'"' or (byte)'\''))
        {
            throw Malformed(at, "An attribute value must be in quotes.");
        }
        var start = at + 1;
        var length = _bytes[start..].IndexOf(quote);
        if (length < 0)
        {
            throw Malformed(at, "The attribute value is not closed.");
        }
        flags = CheckValue(start, _bytes.Slice(start, length));
        _position = start + length + 1;
        return start..(start + length);
    }

    private readonly XmlTextFlags CheckValue(int start, ReadOnlySpan<byte> value)
    {
        var markup = value.IndexOf((byte)'<');
        if (markup >= 0)
        {
            throw Malformed(start + markup, "The character < is not allowed in an attribute value.");
        }
        if (value.Length > _limits.MaxAttributeValueBytes)
        {
            throw TooLarge(start, "An attribute value is longer than the limit allows.");
        }
        if (value.IndexOfAny(s_specialValue) < 0)
        {
            return XmlTextFlags.None;
        }
        CheckReferences(start, value);
        var flags = value.Contains((byte)'"') ? XmlTextFlags.NeedsEscaping : XmlTextFlags.None;
        return value.ContainsAny("&\r\n\t"u8) ? flags | XmlTextFlags.NeedsNormalization : flags;
    }

    private readonly void CheckUnique(ReadOnlySpan<AttributeRecord> attributes)
    {
        if (attributes.Length > ManyAttributes)
        {
            CheckUniqueOfMany(attributes);
            return;
        }
        for (var i = 1; i < attributes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                CheckDiffer(attributes[i], attributes[j]);
            }
        }
    }

    private readonly void CheckUniqueOfMany(ReadOnlySpan<AttributeRecord> attributes)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)attributes.Length * 2);
        var slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        try
        {
            for (var i = 0; i < attributes.Length; i++)
            {
                var slot = Slot(attributes[i], size);
                for (; slots[slot] != 0; slot = (slot + 1) & (size - 1))
                {
                    CheckDiffer(attributes[i], attributes[slots[slot] - 1]);
                }
                slots[slot] = i + 1;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(slots);
        }
    }

    // names are numbered in the order in which they first appear: multiplying spreads a row of them
    private static int Slot(in AttributeRecord attribute, int size) =>
        unchecked((int)(((uint)attribute.LocalName * 2654435769u) + ((uint)attribute.Namespace * 40503u)) & (size - 1));

    private readonly void CheckDiffer(in AttributeRecord later, in AttributeRecord earlier)
    {
        if (later.LocalName == earlier.LocalName && later.Namespace == earlier.Namespace)
        {
            throw Malformed(later.NameStart, "An element has two attributes of the same name.");
        }
    }
}
