// SPDX-License-Identifier: Apache-2.0
using System.Text;

namespace HocBaSo.Signing.Xml.Syntax;

/// <content>Ids: the attributes <c>Id</c>, <c>ID</c> and <c>id</c> without namespace, and <c>xml:id</c>.</content>
internal sealed partial class XmlTree
{
    // by number of _idNames
    internal PooledTable<IdRecord> Ids;
    private NameTable? _idNames;

    /// <summary>True when two attributes of this tree carry the same Id. No such document is signed, nor is one trusted that a profile describes.</summary>
    public bool HasDuplicateIds => FirstDuplicateId >= 0;

    /// <summary>The second element that carries an Id already seen; -1 when there is none.</summary>
    public int FirstDuplicateId { get; private set; } = -1;

    /// <summary>The element of that Id, in this tree alone; -1 when none, or more than one, carries it.</summary>
    public int ElementById(ReadOnlySpan<byte> id)
    {
        var name = _idNames?.Find(id) ?? -1;
        return name >= 0 && name < Ids.Count && Ids[name].Uses == 1 ? Ids[name].Element : -1;
    }

    /// <inheritdoc cref="ElementById(ReadOnlySpan{byte})" />
    public int ElementById(string id) => ElementById(Encoding.UTF8.GetBytes(id));

    /// <summary>How many attributes of this tree carry that Id.</summary>
    public int CountOfId(ReadOnlySpan<byte> id)
    {
        var name = _idNames?.Find(id) ?? -1;
        return name >= 0 && name < Ids.Count ? Ids[name].Uses : 0;
    }

    /// <summary>Whether the element carries an Id that more than one attribute of this tree does.</summary>
    public bool BearsRepeatedId(int element)
    {
        for (var i = 0; i < Elements[element].AttributeCount; i++)
        {
            ref var attribute = ref Attributes[Elements[element].FirstAttribute + i];
            if (IsId(attribute) && Ids[InternValue(_idNames!, attribute)].Uses > 1)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>An element of the other tree that carries an Id of this one; -1 when there is none.</summary>
    public int FirstIdIn(XmlTree other)
    {
        for (var name = 0; name < Ids.Count; name++)
        {
            if (Ids[name].Uses > 0 && other.CountOfId(_idNames![name]) > 0)
            {
                return other.Ids[other._idNames!.Find(_idNames[name])].Element;
            }
        }
        return -1;
    }

    /// <summary>The Id of the element, the first in the order of its attributes; null when it has none.</summary>
    public string? Id(int element)
    {
        for (var i = 0; i < Elements[element].AttributeCount; i++)
        {
            ref var attribute = ref Attributes[Elements[element].FirstAttribute + i];
            if (IsId(attribute))
            {
                return AttributeValue(attribute);
            }
        }
        return null;
    }

    internal static bool IsId(in AttributeRecord attribute) =>
        attribute.Namespace == NameTable.Empty
            ? attribute.LocalName is >= NameTable.FirstIdName and <= NameTable.LastIdName
            : attribute is { Namespace: NameTable.XmlNamespace, LocalName: NameTable.LastIdName };

    internal void RecordId(int element, in AttributeRecord attribute)
    {
        _idNames ??= NameTable.OfIds();
        var name = InternValue(_idNames, attribute);
        while (Ids.Count <= name)
        {
            Ids.Add() = default;
        }
        ref var record = ref Ids[name];
        if (record.Uses > 0 && FirstDuplicateId < 0)
        {
            FirstDuplicateId = element;
        }
        record = new IdRecord(record.Uses > 0 ? record.Element : element, record.Uses + 1);
    }

    /// <summary>The number of an attribute's value, normalised.</summary>
    internal int InternValue(NameTable table, in AttributeRecord attribute)
    {
        var raw = Bytes.Slice(attribute.ValueStart, attribute.ValueLength);
        if ((attribute.Flags & XmlTextFlags.NeedsNormalization) == 0)
        {
            return table.Intern(raw);
        }
        using var value = new PooledBuffer(raw.Length + 4);
        XmlText.WriteAttributeValue(raw, value);
        return table.Intern(value.WrittenSpan);
    }
}
